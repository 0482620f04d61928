package dev.assay.reader;

import dev.assay.chat.Prompt;
import java.util.concurrent.CompletableFuture;

/** Re-reads turns with the model and returns the head's score of every token of the turn. Thread-safe. */
public interface Reader extends AutoCloseable {

    /**
     * Starts reading one turn.
     *
     * @return completes with the turn's scores, or exceptionally with {@link dev.assay.engine.EngineException} if the
     *     engine failed; a failure is never a result
     */
    CompletableFuture<TurnScores> read(Prompt prompt);

    /** Stops; unfinished reads complete exceptionally. */
    @Override
    void close();
}
