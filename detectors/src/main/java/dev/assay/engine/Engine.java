package dev.assay.engine;

/**
 * Runs one fused graph on one kind of hardware. Thread-safe: several callers may run batches at once.
 *
 * <p>Implementations must give each row the scores it would have alone, to the tolerance {@code EngineContract} states,
 * whatever its batch mates and padding.
 */
public interface Engine extends AutoCloseable {

    /** What runs the graph, for logs, metrics and provenance. */
    EngineInfo info();

    /** Scores for each token: the columns of the head in the graph. */
    int columns();

    /**
     * @return {@code [batch.rows(), batch.sequence(), columns]}, row-major; values at padded positions are meaningless
     * @throws EngineException if the engine could not run the batch
     */
    float[] run(TokenBatch batch);

    /** Frees native memory. Running after closing throws {@link EngineException}. */
    @Override
    void close();
}
