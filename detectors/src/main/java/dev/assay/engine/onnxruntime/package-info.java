/** ONNX Runtime on the CPU, driven through the Deep Java Library. */
@NullMarked
package dev.assay.engine.onnxruntime;

import org.jspecify.annotations.NullMarked;
