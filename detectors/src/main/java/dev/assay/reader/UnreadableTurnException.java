package dev.assay.reader;

import static java.util.Objects.requireNonNull;

import dev.assay.engine.EngineException;
import java.io.Serial;
import java.util.Locale;

/**
 * One turn could not be read while nothing else failed: reading it again may fail for ever, and waiting for the engine
 * does not help. The message never contains chat text.
 */
public final class UnreadableTurnException extends EngineException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What was wrong. */
    public enum Reason {
        /** The engine answered, but with a number that is none. */
        NOT_FINITE,
        /** The text could not be cut into tokens and windows. */
        NOT_TOKENIZED;

        /** As written in dead letters: {@code not-finite}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public UnreadableTurnException(Reason reason, String message) {
        super(message);
        this.reason = requireNonNull(reason, "reason");
    }

    UnreadableTurnException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }
}
