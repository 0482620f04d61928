package dev.assay.reader;

import dev.assay.engine.EngineException;
import dev.assay.token.Tokens;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A turn while its windows are being read: collects rows until all are there. Thread-safe: windows do not overlap. */
final class TurnReading {

    private final CompletableFuture<TurnScores> result;
    private final Tokens turn;
    private final int columns;
    private final float[] scores; // [tokens, columns]
    private final AtomicInteger missing;

    /**
     * @param result is completed when all is there
     * @throws ArithmeticException if there is no array for so many scores
     */
    TurnReading(CompletableFuture<TurnScores> result, Tokens turn, int columns, int windows) {
        this.result = result;
        this.turn = turn;
        this.columns = columns;
        this.scores = new float[Math.multiplyExact(turn.size(), columns)];
        this.missing = new AtomicInteger(windows);
        if (windows == 0) {
            complete();
        }
    }

    CompletableFuture<TurnScores> result() {
        return result;
    }

    /** @param batchScores {@code [rows, sequence, columns]}, of which {@code row} is this turn's {@code window} */
    void accept(Window window, float[] batchScores, int row, int sequence) {
        int from = (row * sequence + window.firstPosition()) * columns;
        int to = window.firstToken() * columns;
        int length = window.scored() * columns;
        for (int i = from; i < from + length; i++) {
            if (!Float.isFinite(batchScores[i])) {
                fail(new UnreadableTurnException(
                        UnreadableTurnException.Reason.NOT_FINITE,
                        "the engine scored a token " + batchScores[i] + " in column " + i % columns
                                + "; expected a finite number"));
                return;
            }
        }
        System.arraycopy(batchScores, from, scores, to, length);
        if (missing.decrementAndGet() == 0) {
            complete();
        }
    }

    void fail(EngineException failure) {
        result.completeExceptionally(failure);
    }

    private void complete() {
        result.complete(new TurnScores(turn, columns, scores));
    }
}
