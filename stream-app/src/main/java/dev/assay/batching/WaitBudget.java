package dev.assay.batching;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long a stream thread may wait for room between two chances to commit, for all of its tasks together: they share one
 * transaction, and its timeout. Thread-safe; each thread has a budget of its own.
 */
public final class WaitBudget {

    private final long nanos;
    private final ThreadLocal<Long> spent = ThreadLocal.withInitial(() -> 0L);

    public WaitBudget(Duration budget) {
        nanos = requireNonNull(budget, "budget").toNanos();
    }

    /** Nanoseconds this thread may still wait for; 0 if there are none left. */
    long left() {
        return Math.max(0, nanos - spent.get());
    }

    /** @param waited nanoseconds */
    void spend(long waited) {
        spent.set(spent.get() + waited);
    }

    /** To be called when this thread is about to commit, or has. */
    void renew() {
        spent.remove();
    }
}
