package dev.assay.engine;

import static java.util.Objects.requireNonNull;

import dev.assay.graph.Precision;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How an engine uses a GPU.
 *
 * @param device number of the GPU, from 0, as CUDA counts them
 * @param precision of the matrix products
 * @param shapes the engine is built for
 * @param cache directory for built engines, which take minutes to build; null to build at every start
 * @param libraries directory of the CUDA and TensorRT libraries; null for those on the class path or of the system
 * @param onLoss what to do when the GPU stops working
 * @param cudaGraphs whether a repeated shape is launched as one recorded graph. Off until a measurement shows a gain.
 */
public record GpuOptions(
        int device,
        Precision precision,
        ShapeBuckets shapes,
        @Nullable Path cache,
        @Nullable Path libraries,
        OnDeviceLoss onLoss,
        boolean cudaGraphs) {

    public static final GpuOptions DEFAULT =
            new GpuOptions(0, Precision.FP32, ShapeBuckets.upTo(256, 16_384), null, null, OnDeviceLoss.FAIL, false);

    public GpuOptions {
        requireNonNull(precision, "precision");
        requireNonNull(shapes, "shapes");
        requireNonNull(onLoss, "onLoss");
        if (device < 0) {
            throw new IllegalArgumentException("device is " + device + "; expected the number of a GPU, from 0");
        }
    }

    public GpuOptions with(Precision other) {
        return new GpuOptions(device, other, shapes, cache, libraries, onLoss, cudaGraphs);
    }

    public GpuOptions with(ShapeBuckets other) {
        return new GpuOptions(device, precision, other, cache, libraries, onLoss, cudaGraphs);
    }
}
