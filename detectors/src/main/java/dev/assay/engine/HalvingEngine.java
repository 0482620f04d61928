package dev.assay.engine;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a batch that does not fit the device's memory in halves, and remembers what fits. Thread-safe.
 *
 * <p>A single row that does not fit fails.
 */
final class HalvingEngine implements Engine {

    private static final Logger log = LoggerFactory.getLogger(HalvingEngine.class);

    private final Engine engine;
    private final AtomicInteger mostTokens = new AtomicInteger(Integer.MAX_VALUE);

    HalvingEngine(Engine engine) {
        this.engine = engine;
    }

    @Override
    public EngineInfo info() {
        return engine.info();
    }

    @Override
    public int columns() {
        return engine.columns();
    }

    @Override
    public float[] run(TokenBatch batch) {
        int tokens = batch.rows() * batch.sequence();
        if (batch.rows() > 1 && tokens > mostTokens.get()) {
            return halves(batch);
        }
        try {
            return engine.run(batch);
        } catch (DeviceMemoryException e) {
            if (batch.rows() == 1) {
                throw e;
            }
            int fits = mostTokens.updateAndGet(most -> Math.min(most, tokens / 2));
            log.warn("{}; batches are run with at most {} tokens from now on", e.getMessage(), fits);
            return halves(batch);
        }
    }

    @Override
    public void close() {
        engine.close();
    }

    private float[] halves(TokenBatch batch) {
        int half = batch.rows() / 2;
        float[] first = run(batch.slice(0, half));
        float[] second = run(batch.slice(half, batch.rows()));
        float[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
