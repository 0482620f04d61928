package dev.assay.audit;

import java.io.Serial;

/** A key cannot be used, or a signature is not what it must be; the message says which and what to do. */
public final class AuditException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public AuditException(String message) {
        super(message);
    }

    AuditException(String message, Throwable cause) {
        super(message, cause);
    }
}
