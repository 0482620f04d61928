package dev.assay.cli;

import java.io.Serial;

/** A command cannot do what was asked. The message is a sentence for the user, without chat text. */
final class CommandException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
