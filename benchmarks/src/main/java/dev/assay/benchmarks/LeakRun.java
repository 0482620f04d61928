package dev.assay.benchmarks;

import dev.assay.engine.Engine;
import dev.assay.engine.TokenBatch;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs batches of changing shapes on one engine and compares the memory before and after.
 *
 * @param sample takes the memory at a moment
 */
record LeakRun(List<TokenBatch> batches, Supplier<LeakSample> sample) {

    LeakRun {
        batches = List.copyOf(batches);
    }

    /**
     * Closes the engine.
     *
     * @param count of batches between the samples; a tenth of it, before, warms up
     */
    LeakFigure over(Engine engine, long count) {
        LeakSample before;
        LeakSample after;
        try (engine) {
            run(engine, Math.max(batches.size(), count / 10));
            before = sample.get();
            run(engine, count);
            after = sample.get();
        }
        return new LeakFigure(count, before, after, sample.get());
    }

    private void run(Engine engine, long count) {
        for (long i = 0; i < count; i++) {
            engine.run(batches.get((int) (i % batches.size())));
        }
    }
}
