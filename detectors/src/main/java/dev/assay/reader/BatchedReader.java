package dev.assay.reader;

import dev.assay.chat.Prompt;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineException;
import dev.assay.engine.TokenBatch;
import dev.assay.token.Tokenizer;
import dev.assay.token.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads turns in batches on a bounded number of worker threads.
 *
 * <p>{@link #read} tokenizes and plans on the caller's thread, then queues the windows; it never waits for the engine.
 * Callers bound how much they have in flight; beyond a quarter of the heap for the scores of all of them, turns wait for
 * those before. Results complete on the worker threads. A turn's scores do not depend on what it shared a batch with, to the engine's tolerance (bit for bit on a CPU).
 *
 * <p>If the engine fails, every turn with a window in that batch completes exceptionally and the reader goes on. Closing
 * neither closes the model nor the engine.
 */
public final class BatchedReader implements Reader {

    private static final Logger log = LoggerFactory.getLogger(BatchedReader.class);

    private final ReaderModel model;
    private final Engine engine;
    private final BatchListener listener;
    private final WindowQueue queue;
    private final Admission admission;
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean closed; // the model may be closed from then on

    /** @param engine has loaded a graph that {@code model} fused */
    public BatchedReader(ReaderModel model, Engine engine, BatchingOptions options, BatchListener listener) {
        this(model, engine, options, listener, Runtime.getRuntime().maxMemory() / 4 / Float.BYTES);
    }

    /** @param room for the scores of all turns being read, in numbers */
    BatchedReader(ReaderModel model, Engine engine, BatchingOptions options, BatchListener listener, long room) {
        this.admission = new Admission(room);
        this.model = model;
        this.engine = engine;
        this.listener = listener;
        this.queue = new WindowQueue(options, model.spec().window());
        for (int i = 0; i < options.workers(); i++) {
            Thread worker = new Thread(this::work, "assay-reader-" + i);
            worker.setDaemon(true);
            workers.add(worker);
        }
        workers.forEach(Thread::start);
    }

    @Override
    public CompletableFuture<TurnScores> read(Prompt prompt) {
        CompletableFuture<TurnScores> result = new CompletableFuture<>();
        try {
            Tokens turn = model.tokenizer().tokenize(prompt.turn().text());
            long scores = ((long) turn.size() + model.spec().contextTokens()) * engine.columns();
            admission.enter(scores, () -> {
                begin(prompt, turn, result);
                CompletableFuture<TurnScores> unused = result.whenComplete((done, failure) -> admission.leave(scores));
            });
        } catch (RuntimeException e) {
            fail(prompt, result, e);
        }
        return result;
    }

    /** Must not throw: it may be another turn's thread. */
    private void begin(Prompt prompt, Tokens turn, CompletableFuture<TurnScores> result) {
        if (result.isDone()) {
            return;
        }
        try {
            List<Window> windows = plan(prompt, turn);
            TurnReading reading = new TurnReading(result, turn, engine.columns(), windows);
            List<WindowQueue.Entry> entries = windows.stream()
                    .map(window -> new WindowQueue.Entry(window, reading))
                    .toList();
            if (!queue.add(entries)) {
                reading.fail(closed());
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            fail(prompt, result, e);
        }
    }

    private void fail(Prompt prompt, CompletableFuture<TurnScores> result, Throwable cause) {
        result.completeExceptionally(
                closed
                        ? closed()
                        : new UnreadableTurnException(
                                UnreadableTurnException.Reason.NOT_TOKENIZED,
                                prompt.turn() + " could not be tokenized",
                                cause));
    }

    @Override
    public void close() {
        closed = true;
        queue.close().forEach(entry -> entry.turn().fail(closed()));
        boolean interrupted = false;
        for (Thread worker : workers) {
            while (worker != Thread.currentThread() && worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private List<Window> plan(Prompt prompt, Tokens turn) {
        if (turn.size() == 0) {
            return List.of();
        }
        ReaderSpec spec = model.spec();
        Tokenizer tokenizer = model.tokenizer();
        int[] context = ContextTokens.tail(prompt.context(), spec.contextTokens(), tokenizer);
        int carried = ContextTokens.tail(prompt.authorsBefore(), spec.contextTokens(), tokenizer).length;
        return Windows.plan(context, carried, turn, tokenizer.controlTokens(), spec);
    }

    private void work() {
        for (WindowQueue.Batch batch = queue.take(); !batch.entries().isEmpty(); batch = queue.take()) {
            try {
                run(batch);
            } catch (EngineException e) {
                fail(batch, e);
            } catch (Throwable e) {
                // Whatever it was, nobody may wait for these turns for ever, and the other turns must go on.
                fail(
                        batch,
                        new EngineException(
                                "reading a batch of " + batch.entries().size() + " rows failed", e));
            }
        }
    }

    private void run(WindowQueue.Batch batch) {
        List<WindowQueue.Entry> entries = batch.entries();
        List<int[]> rows = entries.stream().map(entry -> entry.window().ids()).toList();
        int padding = model.tokenizer().controlTokens().padding();
        long started = System.nanoTime();
        float[] scores = engine.run(TokenBatch.of(rows, batch.sequence(), padding));
        double seconds = (System.nanoTime() - started) / 1e9;
        report(batch, seconds);
        for (int row = 0; row < entries.size(); row++) {
            WindowQueue.Entry entry = entries.get(row);
            entry.turn().accept(entry.window(), scores, row, batch.sequence());
        }
    }

    private void report(WindowQueue.Batch batch, double seconds) {
        int rows = batch.entries().size();
        int tokens = batch.entries().stream()
                .mapToInt(entry -> entry.window().length())
                .sum();
        try {
            listener.onBatch(new BatchStats(rows, batch.sequence(), tokens, rows * batch.sequence(), seconds));
        } catch (RuntimeException e) {
            log.warn("a batch listener failed; the batch's scores are not affected", e);
        }
    }

    private static void fail(WindowQueue.Batch batch, EngineException failure) {
        batch.entries().forEach(entry -> entry.turn().fail(failure));
    }

    private static EngineException closed() {
        return new EngineException("the reader is closed; open another to go on");
    }
}
