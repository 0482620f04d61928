package dev.assay.triage;

import dev.assay.schemas.Decision;
import dev.assay.schemas.Severity;
import java.time.Duration;
import java.time.Instant;

/** Is told what happens to decisions, on stream threads: must be thread-safe, quick, and must not throw. */
public interface TriageListener {

    /** What became of one decision that was read. */
    enum Outcome {
        /** The first on its alert. */
        APPLIED,
        /** Another than the one before, which it replaces. */
        CHANGED,
        /** The same as the one before. */
        REPEATED,
        /** Made before the one that is known, which stays. */
        OUTDATED,
        /** On an alert that has not been seen, or not for long; it is applied when the alert comes. */
        WAITING,
        /** Not a decision; it went to the dead letters. */
        MALFORMED
    }

    void read(Outcome outcome);

    /**
     * The number of a detector's alerts with this as their last decision has changed.
     *
     * @param change also negative: a decision was replaced, an alert expired, or another instance counts it now
     */
    void counted(String detector, Decision decision, int change);

    /**
     * The number of alerts without a decision has changed.
     *
     * @param raised when those were that are, or are no longer, among them
     * @param change also negative: one was decided, expired, or another instance counts it now
     */
    void open(Severity severity, Instant raised, int change);

    /** An alert got its first decision. */
    void decided(String detector, Duration delay);
}
