package dev.assay.evaluation;

import java.io.IOException;
import java.io.Serial;

/** A line of a labelled file is not what the format says. The message names file, line and field, never the text. */
public final class MalformedDataException extends IOException {

    @Serial
    private static final long serialVersionUID = 1L;

    public MalformedDataException(String message) {
        super(message);
    }
}
