package dev.assay.reader;

import com.sun.management.OperatingSystemMXBean;
import dev.assay.chat.Prompt;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.engine.TokenBatch;
import dev.assay.graph.HookPoint;
import dev.assay.token.Tokens;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Prints the batched reader's speed as a ratio of the bare engine's, fed row by row from as many threads: by the clock,
 * and by processor time, which other work on the machine disturbs less.
 */
public final class ReaderSpeed {

    private ReaderSpeed() {}

    public static void main(String[] args) {
        ReaderModel model = RealReader.model();
        List<Prompt> prompts = Sentences.prompts(100, 6, 3);
        List<int[]> rows = rows(model, prompts);
        long tokens = rows.stream().mapToLong(row -> row.length).sum();
        int workers = Runtime.getRuntime().availableProcessors();
        try (Engine engine = Engines.open(
                EngineChoice.AUTO, model.fuse(RealReader.head(new HookPoint(6), 64, 8, 1)), EngineOptions.DEFAULT)) {
            for (int round = 0; round < 3; round++) {
                Cost bare = Cost.of(() -> bare(engine, rows, workers));
                StringBuilder line = new StringBuilder(String.format(
                        "bare %.0f tokens/s, %.0f tokens/processor second",
                        tokens / bare.seconds(), tokens / bare.processorSeconds()));
                for (int bucket : new int[] {1, 8}) {
                    for (int budget : new int[] {256, 512}) {
                        BatchingOptions options = new BatchingOptions(workers, budget, bucket);
                        Cost batched = Cost.of(() -> batched(model, engine, prompts, options));
                        line.append(String.format(
                                "; bucket %d budget %d: %.3f (%.3f)",
                                bucket,
                                budget,
                                bare.seconds() / batched.seconds(),
                                bare.processorSeconds() / batched.processorSeconds()));
                    }
                }
                System.out.println(line);
            }
        }
    }

    private static List<int[]> rows(ReaderModel model, List<Prompt> prompts) {
        List<int[]> rows = new ArrayList<>();
        for (Prompt prompt : prompts) {
            int[] context = ContextTokens.tail(prompt.context(), model.spec().contextTokens(), model.tokenizer());
            Tokens turn = model.tokenizer().tokenize(prompt.turn().text());
            Windows.plan(context, 0, turn, model.tokenizer().controlTokens(), model.spec())
                    .forEach(window -> rows.add(window.ids()));
        }
        return rows;
    }

    private static void bare(Engine engine, List<int[]> rows, int threads) {
        AtomicInteger next = new AtomicInteger();
        Runnable loop = () -> {
            for (int row = next.getAndIncrement(); row < rows.size(); row = next.getAndIncrement()) {
                engine.run(TokenBatch.of(List.of(rows.get(row)), rows.get(row).length, 0));
            }
        };
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        List<CompletableFuture<Void>> running = IntStream.range(0, threads)
                .mapToObj(i -> CompletableFuture.runAsync(loop, callers))
                .toList();
        running.forEach(CompletableFuture::join);
        callers.shutdown();
    }

    private static void batched(ReaderModel model, Engine engine, List<Prompt> prompts, BatchingOptions options) {
        try (BatchedReader reader = new BatchedReader(model, engine, options, BatchListener.NONE)) {
            List<CompletableFuture<TurnScores>> results =
                    prompts.stream().map(reader::read).toList();
            results.forEach(CompletableFuture::join);
        }
    }

    private record Cost(double seconds, double processorSeconds) {

        static Cost of(Runnable work) {
            OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            long started = System.nanoTime();
            long processor = system.getProcessCpuTime();
            work.run();
            return new Cost((System.nanoTime() - started) / 1e9, (system.getProcessCpuTime() - processor) / 1e9);
        }
    }
}
