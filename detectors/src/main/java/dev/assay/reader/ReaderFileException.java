package dev.assay.reader;

import java.io.Serial;

/** A file of a reader is missing or is another one; the message names it and what was expected. */
public final class ReaderFileException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    ReaderFileException(String message) {
        super(message);
    }
}
