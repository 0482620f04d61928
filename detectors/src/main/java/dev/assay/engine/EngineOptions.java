package dev.assay.engine;

/**
 * How an engine uses its hardware.
 *
 * @param threads CPU threads that one call of {@link Engine#run} may use. One thread per call and several callers is
 *     faster than several threads per call.
 */
public record EngineOptions(int threads) {

    public static final EngineOptions DEFAULT = new EngineOptions(1);

    public EngineOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; expected at least 1");
        }
    }
}
