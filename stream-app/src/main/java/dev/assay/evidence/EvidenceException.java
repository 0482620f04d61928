package dev.assay.evidence;

import java.io.Serial;

/** A pack cannot be made, or is not what it must be; the message names the file and says what to do, without chat text. */
public final class EvidenceException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public EvidenceException(String message) {
        super(message);
    }

    EvidenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
