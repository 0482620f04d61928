package dev.assay.topology;

import dev.assay.chat.Prompt;
import dev.assay.engine.EngineException;
import dev.assay.reader.Reader;
import dev.assay.reader.TurnScores;
import dev.assay.reader.UnreadableTurnException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Reads as another reader does, unless it is told to fail. */
record FailingReader(Reader reader, Function<Prompt, Optional<RuntimeException>> failure) implements Reader {

    static Optional<RuntimeException> engine() {
        return Optional.of(new EngineException("the engine failed, as the test asked it to"));
    }

    static Optional<RuntimeException> notFinite() {
        return Optional.of(new UnreadableTurnException(
                UnreadableTurnException.Reason.NOT_FINITE, "a score was NaN, as the test asked for"));
    }

    @Override
    public CompletableFuture<TurnScores> read(Prompt prompt) {
        return failure.apply(prompt)
                .map(CompletableFuture::<TurnScores>failedFuture)
                .orElseGet(() -> reader.read(prompt));
    }

    @Override
    public void close() {
        reader.close();
    }
}
