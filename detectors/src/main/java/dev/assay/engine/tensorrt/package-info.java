/** TensorRT on an NVIDIA GPU, through the JavaCPP presets of CUDA and TensorRT. */
@NullMarked
package dev.assay.engine.tensorrt;

import org.jspecify.annotations.NullMarked;
