package dev.assay.reader;

import dev.assay.chat.Prompt;
import java.util.concurrent.CompletableFuture;

/** Re-reads turns with the model and returns the head's score of every token of the turn. Thread-safe. */
public interface Reader extends AutoCloseable {

    /**
     * Starts reading one turn.
     *
     * @return completes with the turn's scores, all finite, or exceptionally: with {@link UnreadableTurnException} if this
     *     turn alone is at fault, with another {@link dev.assay.engine.EngineException} if the engine failed; a failure
     *     is never a result. Cancelling it saves the work that was not begun
     */
    CompletableFuture<TurnScores> read(Prompt prompt);

    /** Stops; unfinished reads complete exceptionally. */
    @Override
    void close();
}
