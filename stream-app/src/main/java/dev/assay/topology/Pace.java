package dev.assay.topology;

/**
 * Holds a replay back so that on average it takes no more input records a second than allowed. Thread-safe: the stream
 * threads of an instance share one.
 */
final class Pace {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double rate;
    private double allowance; // records that may be taken at once; negative while too many were
    private long since;

    /**
     * @param rate records a second
     * @param now as by {@link System#nanoTime()}, like every other time here
     */
    Pace(double rate, long now) {
        this.rate = rate;
        this.allowance = rate;
        this.since = now;
    }

    /** How many records one poll may take: those of one second, if that is fewer, and at least one. */
    int mostAtOnce(int records) {
        return (int) Math.max(1, Math.min(records, rate));
    }

    synchronized void took(int records) {
        allowance -= records;
    }

    /** Whether to take none now. An idle time is not made up for by more than one second's records. */
    synchronized boolean isAhead(long now) {
        allowance = Math.min(rate, allowance + rate * (now - since) / NANOS_PER_SECOND);
        since = now;
        return allowance < 0;
    }
}
