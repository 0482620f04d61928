package dev.assay.replay;

import java.io.Serial;

/** A replay cannot be done as asked; the message says why and what to do, without chat text. */
public final class ReplayException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public ReplayException(String message) {
        super(message);
    }

    ReplayException(String message, Throwable cause) {
        super(message, cause);
    }
}
