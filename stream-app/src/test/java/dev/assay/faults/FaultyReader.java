package dev.assay.faults;

import dev.assay.chat.Prompt;
import dev.assay.engine.EngineException;
import dev.assay.reader.Reader;
import dev.assay.reader.TurnScores;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real reader with faults put in: it fails at random while {@link #failing} is on, and keeps back what it read while
 * it {@link #hang hangs}. Thread-safe.
 */
final class FaultyReader implements Reader {

    private static final double SHARE_OF_FAILURES = 0.02;

    private final Reader reader;
    private final Random random;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean failing;
    private volatile CompletableFuture<Void> goOn = CompletableFuture.completedFuture(null);

    FaultyReader(Reader reader, long seed) {
        this.reader = reader;
        this.random = new Random(seed);
    }

    @Override
    public CompletableFuture<TurnScores> read(Prompt prompt) {
        if (failing && chance() < SHARE_OF_FAILURES) {
            failures.incrementAndGet();
            return CompletableFuture.failedFuture(new EngineException("the engine fails, as the test wants it"));
        }
        CompletableFuture<Void> held = goOn;
        return reader.read(prompt).thenCombine(held, (scores, nothing) -> scores);
    }

    void failing(boolean on) {
        failing = on;
    }

    /** From now on nothing that is read comes back, until {@link #goOn}. */
    void hang() {
        goOn = new CompletableFuture<>();
    }

    void goOn() {
        goOn.complete(null);
    }

    int failures() {
        return failures.get();
    }

    @Override
    public void close() {
        reader.close();
    }

    private synchronized double chance() {
        return random.nextDouble();
    }
}
