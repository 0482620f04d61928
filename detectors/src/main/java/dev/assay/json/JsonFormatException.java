package dev.assay.json;

import java.io.Serial;

/** A JSON file is not what it must be; the message names the place, the value and what was expected. */
public final class JsonFormatException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public JsonFormatException(String message) {
        super(message);
    }

    public JsonFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
