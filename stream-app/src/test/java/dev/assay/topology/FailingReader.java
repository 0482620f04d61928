package dev.assay.topology;

import dev.assay.chat.Prompt;
import dev.assay.engine.EngineException;
import dev.assay.reader.Reader;
import dev.assay.reader.TurnScores;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** Reads as another reader does, unless it is told to fail. */
record FailingReader(Reader reader, BooleanSupplier fails) implements Reader {

    @Override
    public CompletableFuture<TurnScores> read(Prompt prompt) {
        return fails.getAsBoolean()
                ? CompletableFuture.failedFuture(new EngineException("the engine failed, as the test asked it to"))
                : reader.read(prompt);
    }

    @Override
    public void close() {
        reader.close();
    }
}
