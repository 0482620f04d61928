package dev.assay.bundle;

import java.io.Serial;

/** A bundle is not whole, not authentic or does not fit; the message names the part, its value and the expectation. */
public final class BundleException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public BundleException(String message) {
        super(message);
    }

    public BundleException(String message, Throwable cause) {
        super(message, cause);
    }
}
