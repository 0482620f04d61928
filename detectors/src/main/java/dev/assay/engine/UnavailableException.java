package dev.assay.engine;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** An engine cannot run on this machine. The message names the engine, the cause and what to do. */
public final class UnavailableException extends EngineException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Unavailable reason;
    private final String particulars;

    /** @param particulars what the machine said; empty if the sentence says it all */
    public UnavailableException(String engine, Unavailable reason, String particulars, @Nullable Throwable cause) {
        super(
                engine + " cannot be used: " + reason.sentence()
                        + (particulars.isEmpty() ? "" : " (" + particulars + ")"),
                cause);
        this.reason = reason;
        this.particulars = particulars;
    }

    public Unavailable reason() {
        return reason;
    }

    /** What the machine said; may be empty. */
    public String particulars() {
        return particulars;
    }
}
