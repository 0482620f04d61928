package dev.assay.service;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices that the machine's clock was set back. Kafka Streams and the Kafka clients commit, send heartbeats and wait by that
 * clock: until it is again where it was, they stand still, and only a new process does not.
 *
 * <p>Thread-safe.
 */
final class ClockWatch {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Clock clock;
    private final LongSupplier nanos;
    private long furthest; // that the clock was ever ahead of the other, in ms

    /** @param nanos a clock that nobody sets, such as {@link System#nanoTime} */
    ClockWatch(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        this.furthest = ahead();
    }

    /** By how much the clock is behind where it would be, had it not been set back; zero if it was not, or was since set ahead. */
    synchronized Duration setBack() {
        long ahead = ahead();
        furthest = Math.max(furthest, ahead);
        return Duration.ofMillis(furthest - ahead);
    }

    private long ahead() {
        return clock.millis() - nanos.getAsLong() / NANOS_PER_MILLI;
    }
}
