package dev.assay.benchmarks;

import dev.assay.engine.Engine;
import dev.assay.engine.TokenBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs batches that are ready beforehand, from several threads: nothing but the engine is timed. */
final class BareEngine {

    private BareEngine() {}

    /**
     * @param padded most tokens in a batch, padding included; 1 for every row alone, without padding
     * @return rows sorted by length, so that there is next to no padding; the largest batches first, so that no thread
     *     is left with one at the end
     */
    static List<TokenBatch> batches(List<int[]> rows, int padded) {
        List<int[]> sorted = rows.stream()
                .sorted(Comparator.comparingInt((int[] row) -> row.length).reversed())
                .toList();
        List<TokenBatch> batches = new ArrayList<>();
        int next = 0;
        while (next < sorted.size()) {
            int sequence = sorted.get(next).length;
            int end = Math.min(sorted.size(), next + Math.max(1, padded / sequence));
            List<int[]> batch = padded == 1 ? sorted.subList(next, next + 1) : sorted.subList(next, end);
            batches.add(TokenBatch.of(batch, sequence, 0));
            next += batch.size();
        }
        return batches;
    }

    static Timing run(Engine engine, List<TokenBatch> batches, int threads) {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            AtomicInteger next = new AtomicInteger();
            return Timing.of(() -> {
                List<CompletableFuture<Void>> running = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    running.add(CompletableFuture.runAsync(() -> runAll(engine, batches, next), executor));
                }
                running.forEach(CompletableFuture::join);
            });
        } finally {
            executor.shutdown();
        }
    }

    private static void runAll(Engine engine, List<TokenBatch> batches, AtomicInteger next) {
        for (int i = next.getAndIncrement(); i < batches.size(); i = next.getAndIncrement()) {
            float[] unused = engine.run(batches.get(i));
        }
    }
}
