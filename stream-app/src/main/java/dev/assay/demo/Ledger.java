package dev.assay.demo;

import dev.assay.schemas.Activations;
import dev.assay.schemas.DeadLetter;
import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import dev.assay.terminal.Percentiles;
import dev.assay.topology.MonitorEvent;
import dev.assay.topology.MonitorListener;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps account of every turn sent: each must have an outcome, its verdicts or a dead letter. An outcome counts when it is
 * committed, and once, however often the work was begun. Thread-safe.
 */
public final class Ledger implements MonitorListener {

    private static final double MILLIS = 1e-3;

    private final Clock clock;
    private final Percentiles latencies = new Percentiles();
    private final Set<TurnKey> known = new HashSet<>(); // every turn sent
    private final Set<TurnKey> awaited = new HashSet<>(); // of them those without committed verdicts
    private final Set<Source> deadLetters = new HashSet<>();
    private long sent;
    private long rejected;
    private long judged;
    private long tokens;
    private long alerts;
    private long heldBack;
    private long failedReads;
    private long reading;
    private long lastEvent = System.nanoTime();

    private record TurnKey(String conversationId, String turnId) {}

    /** @param clock tells the time from a record to its verdicts */
    public Ledger(Clock clock) {
        this.clock = clock;
    }

    /**
     * A balance at one moment, in turns.
     *
     * @param sent including rejected ones
     * @param judged by all detectors
     * @param duplicates sent again, and neither judged nor dead letters
     * @param deadLetters records or turns that could not be read
     * @param lost without an outcome
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
            long lost,
            long tokens,
            long alerts,
            long heldBack,
            long failedReads,
            double median,
            double slowest) {

        public long outcomes() {
            return judged + duplicates + deadLetters;
        }
    }

    @Override
    public synchronized void on(MonitorEvent event) {
        lastEvent = System.nanoTime();
        if (event instanceof MonitorEvent.TurnJudged turn) {
            latencies.add(Math.max(0, clock.millis() - turn.recordTime()) * MILLIS);
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
    }

    /**
     * To be called before a record is sent: an outcome may come at once.
     *
     * @param turns in it
     * @param rejections of turns, or of the whole record
     */
    synchronized void sending(List<Turn> turns, int rejections) {
        sent += turns.size() + rejections;
        rejected += rejections;
        for (Turn turn : turns) {
            TurnKey key = new TurnKey(turn.conversationId(), turn.turnId());
            if (known.add(key)) {
                awaited.add(key);
            }
        }
    }

    /** To be called with what is committed. */
    synchronized void judged(Activations turn) {
        judged++; // also under a name that the monitor gave a message without an id
        tokens += turn.tokens();
        awaited.remove(new TurnKey(turn.conversationId(), turn.turnId()));
    }

    /** To be called with what is committed. */
    synchronized void deadLettered(DeadLetter letter) {
        if (letter.stage().equals(MonitorEvent.DeadLettered.INTAKE)
                || letter.stage().equals(MonitorEvent.DeadLettered.READING)) {
            deadLetters.add(letter.source());
        }
    }

    /** Turns that have no committed outcome yet. */
    synchronized long pending() {
        return Math.max(0, awaited.size() + rejected - deadLetters.size());
    }

    /** Whether the reader has no turn, and the monitor has told nothing for so long. */
    synchronized boolean isIdleFor(Duration time) {
        return reading == 0 && System.nanoTime() - lastEvent > time.toNanos();
    }

    public synchronized Balance balance() {
        long lost = pending();
        return new Balance(
                sent,
                judged,
                Math.max(0, sent - lost - judged - deadLetters.size()),
                deadLetters.size(),
                lost,
                tokens,
                alerts,
                heldBack,
                failedReads,
                latencies.at(0.5),
                latencies.at(0.99));
    }
}
