package dev.assay.dictionary;

import java.io.Serial;

/** A dictionary or its file is not what it must be; the message names the part, its value and what was expected. */
public final class DictionaryException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public DictionaryException(String message) {
        super(message);
    }

    public DictionaryException(String message, Throwable cause) {
        super(message, cause);
    }
}
