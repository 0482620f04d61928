package dev.assay.benchmarks;

import dev.assay.engine.Engine;
import dev.assay.engine.TokenBatch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The engine's best on given rows: of several ways to batch them, the one that turned out fastest. */
final class BareReader {

    private static final List<Integer> PADDED_TOKENS = List.of(1, 256, 512, 1024);

    private final Engine engine;
    private final int threads;
    private final String batching;
    private final List<TokenBatch> batches;

    private BareReader(Engine engine, int threads, String batching, List<TokenBatch> batches) {
        this.engine = engine;
        this.threads = threads;
        this.batching = batching;
        this.batches = batches;
    }

    /** Runs the rows in every way, twice, and keeps the fastest way. */
    static BareReader fastest(Engine engine, int threads, List<int[]> rows) {
        Map<Integer, Double> seconds = new LinkedHashMap<>();
        for (int round = 0; round < 2; round++) {
            for (int padded : PADDED_TOKENS) {
                double taken = BareEngine.run(engine, BareEngine.batches(rows, padded), threads)
                        .seconds();
                seconds.merge(padded, taken, Math::min);
            }
        }
        int best = seconds.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        String batching = best == 1 ? "each row alone" : "sorted rows, up to " + best + " tokens a batch";
        return new BareReader(engine, threads, batching, BareEngine.batches(rows, best));
    }

    /** For people. */
    String batching() {
        return batching;
    }

    Timing run() {
        return BareEngine.run(engine, batches, threads);
    }
}
