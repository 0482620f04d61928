package dev.assay.metrics;

import static java.util.Objects.requireNonNull;

/**
 * How the service is, for whoever restarts it or sends it work.
 *
 * @param live false only if nothing but a restart helps
 * @param ready whether it processes turns now
 * @param reason for a person, e.g. {@code RUNNING}
 */
public record Health(boolean live, boolean ready, String reason) {

    public Health {
        requireNonNull(reason, "reason");
    }
}
