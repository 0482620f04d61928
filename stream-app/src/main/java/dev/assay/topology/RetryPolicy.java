package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How often a turn is read again, and how long.
 *
 * @param firstPause before it is read again; doubles with each failure
 * @param longestPause it does not grow beyond
 * @param longest time from the first failure after which the task fails instead
 * @param tries after which a turn that alone is at fault goes to the dead letters; at least 1
 */
record RetryPolicy(Duration firstPause, Duration longestPause, Duration longest, int tries) {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int TRIES = 3;

    RetryPolicy {
        requireNonNull(firstPause, "firstPause");
        requireNonNull(longestPause, "longestPause");
        requireNonNull(longest, "longest");
        if (tries < 1) {
            throw new IllegalArgumentException("a turn is tried " + tries + " times; expected at least 1");
        }
    }

    static RetryPolicy within(Duration longest) {
        return new RetryPolicy(FIRST_PAUSE, LONGEST_PAUSE, longest, TRIES);
    }

    /** @param failures so far, at least 1 */
    Duration pause(int failures) {
        Duration pause = firstPause;
        for (int i = 1; i < failures && pause.compareTo(longestPause) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
