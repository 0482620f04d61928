package dev.assay.batching;

import static java.util.Objects.requireNonNull;

/**
 * How much one task may hand over before it waits.
 *
 * @param entries at most; at least 1
 * @param cost of all entries together; one entry of any cost may always go alone
 * @param waits how long its thread waits at most; then the task goes on, so that the transaction does not time out
 */
public record InFlightLimits(int entries, long cost, WaitBudget waits) {

    public InFlightLimits {
        requireNonNull(waits, "waits");
        if (entries < 1 || cost < 1) {
            throw new IllegalArgumentException(
                    "in-flight limits are " + entries + " entries of cost " + cost + "; expected at least 1 of each");
        }
    }
}
