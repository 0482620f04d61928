package dev.assay.reader;

import dev.assay.chat.Prompt;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.engine.TokenBatch;
import dev.assay.token.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Prints the batched reader's speed as a ratio of the bare engine's, fed row by row from as many threads. */
public final class ReaderSpeed {

    private ReaderSpeed() {}

    public static void main(String[] args) throws InterruptedException {
        ReaderModel model = RealReader.model();
        List<Prompt> prompts = Sentences.prompts(100, 6, 3);
        List<int[]> rows = rows(model, prompts);
        long tokens = rows.stream().mapToLong(row -> row.length).sum();
        int workers = Runtime.getRuntime().availableProcessors();
        try (Engine engine = Engines.open(
                EngineChoice.AUTO, model.fuse(RealReader.head(new HookPoint(6), 64, 8, 1)), EngineOptions.DEFAULT)) {
            for (int round = 0; round < 3; round++) {
                double bare = bare(engine, rows, workers);
                StringBuilder line = new StringBuilder(String.format("bare %.0f tokens/s", tokens / bare));
                for (int bucket : new int[] {1, 8}) {
                    for (int budget : new int[] {256, 512}) {
                        double batched = batched(model, engine, prompts, new BatchingOptions(workers, budget, bucket));
                        line.append(String.format(", bucket %d budget %d: %.3f", bucket, budget, bare / batched));
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
            Windows.plan(context, turn, model.tokenizer().controlTokens(), model.spec())
                    .forEach(window -> rows.add(window.ids()));
        }
        return rows;
    }

    private static double bare(Engine engine, List<int[]> rows, int threads) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        Runnable loop = () -> {
            for (int row = next.getAndIncrement(); row < rows.size(); row = next.getAndIncrement()) {
                engine.run(TokenBatch.of(List.of(rows.get(row)), rows.get(row).length, 0));
            }
        };
        long started = System.nanoTime();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(new Thread(loop));
            running.get(i).start();
        }
        for (Thread thread : running) {
            thread.join();
        }
        return (System.nanoTime() - started) / 1e9;
    }

    private static double batched(ReaderModel model, Engine engine, List<Prompt> prompts, BatchingOptions options) {
        try (BatchedReader reader = new BatchedReader(model, engine, options, BatchListener.NONE)) {
            long started = System.nanoTime();
            List<CompletableFuture<TurnScores>> results =
                    prompts.stream().map(reader::read).toList();
            results.forEach(CompletableFuture::join);
            return (System.nanoTime() - started) / 1e9;
        }
    }
}
