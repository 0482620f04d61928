package dev.assay.intake;

import java.io.Serial;

/** Ends the parsing of a record; stays inside this package. */
final class RejectedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final RejectionReason reason;

    RejectedException(RejectionReason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    /** Of the whole record. */
    Rejection rejection() {
        return new Rejection(reason, 0, String.valueOf(getMessage()));
    }
}
