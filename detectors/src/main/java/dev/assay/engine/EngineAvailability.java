package dev.assay.engine;

import static java.util.Objects.requireNonNull;

/**
 * Whether an engine can run on this machine.
 *
 * @param name as in {@link EngineInfo#name()}
 * @param detail the version if it is available, else the reason why not
 */
public record EngineAvailability(String name, boolean available, String detail) {

    public EngineAvailability {
        requireNonNull(name, "name");
        requireNonNull(detail, "detail");
    }
}
