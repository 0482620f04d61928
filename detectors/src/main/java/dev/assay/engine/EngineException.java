package dev.assay.engine;

import java.io.Serial;

/** The engine could not load a graph or run a batch. The message never contains chat text. */
public class EngineException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
