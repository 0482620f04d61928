package dev.assay.chat;

import java.io.Serial;

/** A transcript is not in a known shape. The message names the JSON path and what was found there, never the content. */
public final class MalformedTranscriptException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public MalformedTranscriptException(String message) {
        super(message);
    }
}
