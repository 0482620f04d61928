package dev.assay.reader;

import dev.assay.engine.EngineException;
import dev.assay.token.Tokens;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** A turn while its windows are being read: collects rows until all are there. Thread-safe: windows do not overlap. */
final class TurnReading {

    private final CompletableFuture<TurnScores> result;
    private final Tokens turn;
    private final int columns;
    private final int carried;
    private final float[] scores; // [carried + tokens, columns]
    private final AtomicInteger missing;

    /**
     * @param result is completed when all is there
     * @throws ArithmeticException if there is no array for so many scores
     */
    TurnReading(CompletableFuture<TurnScores> result, Tokens turn, int columns, List<Window> windows) {
        this.result = result;
        this.turn = turn;
        this.columns = columns;
        this.carried = windows.stream().mapToInt(Window::carried).sum();
        this.scores = new float[Math.multiplyExact(carried + turn.size(), columns)];
        this.missing = new AtomicInteger(windows.size());
        if (windows.isEmpty()) {
            complete();
        }
    }

    CompletableFuture<TurnScores> result() {
        return result;
    }

    /** @param batchScores {@code [rows, sequence, columns]}, of which {@code row} is this turn's {@code window} */
    void accept(Window window, float[] batchScores, int row, int sequence) {
        int first = row * sequence;
        boolean good = copy(batchScores, first + window.firstCarried(), 0, window.carried())
                && copy(batchScores, first + window.firstPosition(), carried + window.firstToken(), window.scored());
        if (good && missing.decrementAndGet() == 0) {
            complete();
        }
    }

    /** Copies rows, or fails the reading and returns false where one is not finite. */
    private boolean copy(float[] batchScores, int fromRow, int toRow, int rows) {
        int from = fromRow * columns;
        int length = rows * columns;
        for (int i = from; i < from + length; i++) {
            if (!Float.isFinite(batchScores[i])) {
                fail(new UnreadableTurnException(
                        UnreadableTurnException.Reason.NOT_FINITE,
                        "the engine scored a token " + batchScores[i] + " in column " + i % columns
                                + "; expected a finite number"));
                return false;
            }
        }
        System.arraycopy(batchScores, from, scores, toRow * columns, length);
        return true;
    }

    void fail(EngineException failure) {
        result.completeExceptionally(failure);
    }

    private void complete() {
        result.complete(new TurnScores(turn, columns, scores, carried));
    }
}
