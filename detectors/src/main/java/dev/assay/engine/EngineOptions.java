package dev.assay.engine;

import static java.util.Objects.requireNonNull;

/**
 * How an engine uses its hardware.
 *
 * @param threads CPU threads that one call of {@link Engine#run} may use. One thread per call and several callers is
 *     faster than several threads per call.
 * @param gpu heeded by engines that run on one
 */
public record EngineOptions(int threads, GpuOptions gpu) {

    public static final EngineOptions DEFAULT = new EngineOptions(1, GpuOptions.DEFAULT);

    public EngineOptions {
        requireNonNull(gpu, "gpu");
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; expected at least 1");
        }
    }
}
