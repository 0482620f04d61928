package dev.assay.demo;

import dev.assay.terminal.Percentiles;
import dev.assay.topology.MonitorEvent;
import dev.assay.topology.MonitorListener;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps account of every turn sent: each must have an outcome. Also holds the player back while many have none. Thread-safe.
 *
 * <p>Work that is done again after a failure is counted again, so outcomes may exceed turns; fewer mean lost turns.
 */
public final class Ledger implements MonitorListener {

    private static final double MILLIS = 1e-3;

    private final Clock clock;
    private final Lock lock = new ReentrantLock();
    private final Condition progressed = lock.newCondition();
    private final Percentiles latencies = new Percentiles();
    private long sent;
    private long judged;
    private long duplicates;
    private long deadLetters;
    private long tokens;
    private long alerts;
    private long heldBack;
    private long failedReads;
    private long reading;
    private long lastEvent = System.nanoTime();

    /** @param clock tells the time from a record to its verdicts */
    public Ledger(Clock clock) {
        this.clock = clock;
    }

    /**
     * A balance at one moment, in turns.
     *
     * @param sent including rejected ones
     * @param judged by all detectors
     * @param duplicates dropped
     * @param deadLetters records or turns that could not be read
     * @param tokens of the judged turns
     * @param alerts raised
     * @param heldBack alerts that a cool-down held back
     * @param failedReads turns that had to be read again
     * @param median seconds from a record to its verdicts, half took longer
     * @param slowest one in a hundred took longer
     */
    public record Balance(
            long sent,
            long judged,
            long duplicates,
            long deadLetters,
            long tokens,
            long alerts,
            long heldBack,
            long failedReads,
            double median,
            double slowest) {

        public long outcomes() {
            return judged + duplicates + deadLetters;
        }

        public long lost() {
            return Math.max(0, sent - outcomes());
        }
    }

    @Override
    public void on(MonitorEvent event) {
        lock.lock();
        try {
            lastEvent = System.nanoTime();
            if (event instanceof MonitorEvent.TurnJudged turn) {
                judged++;
                tokens += turn.tokens();
                latencies.add(Math.max(0, clock.millis() - turn.recordTime()) * MILLIS);
            } else if (event instanceof MonitorEvent.DuplicateDropped) {
                duplicates++;
            } else if (event instanceof MonitorEvent.DeadLettered letter
                    && (letter.stage().equals(MonitorEvent.DeadLettered.INTAKE)
                            || letter.stage().equals(MonitorEvent.DeadLettered.READING))) {
                deadLetters++;
            } else if (event instanceof MonitorEvent.AlertRaised) {
                alerts++;
            } else if (event instanceof MonitorEvent.AlertSuppressed) {
                heldBack++;
            } else if (event instanceof MonitorEvent.TurnSubmitted) {
                reading++;
            } else if (event instanceof MonitorEvent.TurnReleased released) {
                reading--;
                failedReads += released.scored() ? 0 : 1;
            } else if (event instanceof MonitorEvent.ReadRetried) {
                failedReads++;
            }
            progressed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** To be called before the turns are sent: an outcome may come at once. */
    public void sending(int turns) {
        lock.lock();
        try {
            sent += turns;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until fewer turns have no outcome yet.
     *
     * @return false if the time ran out
     */
    public boolean awaitFewerThan(long pending, long millis) throws InterruptedException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (sent - judged - duplicates - deadLetters >= pending) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = progressed.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the reader has no turn, and the monitor has told nothing for so long. */
    public boolean isIdleFor(Duration time) {
        lock.lock();
        try {
            return reading == 0 && System.nanoTime() - lastEvent > time.toNanos();
        } finally {
            lock.unlock();
        }
    }

    public Balance balance() {
        lock.lock();
        try {
            return new Balance(
                    sent,
                    judged,
                    duplicates,
                    deadLetters,
                    tokens,
                    alerts,
                    heldBack,
                    failedReads,
                    latencies.at(0.5),
                    latencies.at(0.99));
        } finally {
            lock.unlock();
        }
    }
}
