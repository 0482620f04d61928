package dev.assay.training;

import java.io.Serial;

/** Training cannot start or go on; the message is a sentence for the person who started it and quotes no chat text. */
public final class TrainingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public TrainingException(String message) {
        super(message);
    }

    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
