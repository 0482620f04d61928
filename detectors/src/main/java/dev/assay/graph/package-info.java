/** ONNX graphs: open, cut at the hook point, fuse the scoring head. */
@NullMarked
package dev.assay.graph;

import org.jspecify.annotations.NullMarked;
