/** Runs a fused graph on hardware. The only package that imports an inference runtime. */
@NullMarked
package dev.assay.engine;

import org.jspecify.annotations.NullMarked;
