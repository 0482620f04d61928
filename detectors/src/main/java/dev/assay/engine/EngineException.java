package dev.assay.engine;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The engine could not load a graph or run a batch. The message never contains chat text. */
public class EngineException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
