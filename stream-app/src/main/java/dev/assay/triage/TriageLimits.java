package dev.assay.triage;

import java.time.Duration;

/**
 * How much is remembered for late decisions.
 *
 * @param retention an alert is forgotten so long, in record time, after it or its decision
 * @param alerts per task; beyond them the oldest are forgotten
 */
public record TriageLimits(Duration retention, int alerts) {

    public static final TriageLimits DEFAULT = new TriageLimits(Duration.ofDays(30), 100_000);

    public TriageLimits {
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("retention is " + retention + "; expected more than nothing");
        }
        if (alerts < 1) {
            throw new IllegalArgumentException("alerts is " + alerts + "; expected at least 1");
        }
    }
}
