package dev.assay.engine;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Whether an engine can run on this machine.
 *
 * @param name as in {@link EngineInfo#name()}
 * @param cause null if it is available
 * @param detail the version and device if it is available, else a sentence that says why not
 */
public record EngineAvailability(String name, @Nullable Unavailable cause, String detail) {

    public EngineAvailability {
        requireNonNull(name, "name");
        requireNonNull(detail, "detail");
    }

    public static EngineAvailability yes(String name, String detail) {
        return new EngineAvailability(name, null, detail);
    }

    public boolean available() {
        return cause == null;
    }
}
