package dev.assay.batching;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How much one task may hand over before it waits.
 *
 * @param entries at most; at least 1
 * @param cost of all entries together; one entry of any cost may always go alone
 * @param longestWait after which a task goes on, so that its transaction does not time out
 */
public record InFlightLimits(int entries, long cost, Duration longestWait) {

    public InFlightLimits {
        requireNonNull(longestWait, "longestWait");
        if (entries < 1 || cost < 1) {
            throw new IllegalArgumentException(
                    "in-flight limits are " + entries + " entries of cost " + cost + "; expected at least 1 of each");
        }
    }
}
