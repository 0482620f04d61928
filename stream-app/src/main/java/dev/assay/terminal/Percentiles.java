package dev.assay.terminal;

import java.util.concurrent.atomic.AtomicLongArray;

/** Percentiles of any number of durations, each off by 2% at most, in constant memory. Thread-safe. */
public final class Percentiles {

    private static final double SMALLEST = 1e-4; // seconds
    private static final double GROWTH = 1.04;
    private static final int BUCKETS = 512; // up to 50,000 s

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

    public void add(double seconds) {
        double bucket = Math.log(Math.max(seconds, SMALLEST) / SMALLEST) / Math.log(GROWTH);
        counts.incrementAndGet((int) Math.min(BUCKETS - 1, bucket));
    }

    /** @return in seconds; 0 if there are no durations */
    public double at(double share) {
        long total = 0;
        for (int i = 0; i < BUCKETS; i++) {
            total += counts.get(i);
        }
        long wanted = (long) Math.ceil(share * total);
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts.get(i);
            if (seen >= wanted && seen > 0) {
                return SMALLEST * Math.pow(GROWTH, i + 0.5);
            }
        }
        return 0;
    }
}
