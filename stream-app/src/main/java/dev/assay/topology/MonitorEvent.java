package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import dev.assay.canary.Canary;
import dev.assay.reader.TurnScores;
import dev.assay.schemas.Decision;
import dev.assay.schemas.Outcome;
import dev.assay.schemas.Role;
import dev.assay.schemas.Severity;
import dev.assay.triage.TriageListener;
import java.time.Instant;
import java.util.List;

/** Something that happened to a record, a turn or a conversation. Carries no text and no id of any of them. */
public sealed interface MonitorEvent {

    /**
     * An input record was understood.
     *
     * @param turns in it
     * @param bytes of its value
     */
    record RecordRead(int turns, int bytes) implements MonitorEvent {}

    /**
     * A record, or one turn of it, went to the dead letters.
     *
     * @param stage where it failed, e.g. {@code intake}
     * @param reason e.g. {@code malformed-json}
     */
    record DeadLettered(String stage, String reason) implements MonitorEvent {

        /** The stage that reads the input topic. */
        public static final String INTAKE = "intake";

        /** The stage that has the reader read turns. */
        public static final String READING = "reading";
    }

    /** A record held parts of messages whose type is not known; what text they have was taken. */
    record PartsUnknown(int parts) implements MonitorEvent {}

    /** A turn that its conversation has had already was dropped. */
    record DuplicateDropped() implements MonitorEvent {}

    /**
     * A stage did its work on one record or turn, without what comes after it.
     *
     * @param seconds it took
     */
    record StageDone(Stage stage, double seconds) implements MonitorEvent {

        private static final double NANOS_PER_SECOND = 1e9;

        /** @param start when it began, by {@link System#nanoTime()} */
        static StageDone since(long start, Stage stage) {
            return new StageDone(stage, (System.nanoTime() - start) / NANOS_PER_SECOND);
        }
    }

    /** A turn was handed to the reader. */
    record TurnSubmitted() implements MonitorEvent {}

    /**
     * A turn was not read and is handed to the reader again.
     *
     * @param reason {@link #ENGINE}, or what was wrong with the turn, see
     *     {@link dev.assay.reader.UnreadableTurnException.Reason}
     */
    record ReadRetried(String reason) implements MonitorEvent {

        /** The engine failed, whatever the turn. */
        public static final String ENGINE = "engine";
    }

    /**
     * A turn left the reader: what became of it went on, or its task was closed and another will read it.
     *
     * @param scored whether something went on
     * @param seconds since it was handed to the reader
     */
    record TurnReleased(boolean scored, double seconds) implements MonitorEvent {}

    /**
     * A task handed the reader as much as it may, and waited.
     *
     * @param seconds it waited for
     */
    record BackPressure(double seconds) implements MonitorEvent {}

    /**
     * All detectors judged a turn.
     *
     * @param recordTime of the turn's record, in milliseconds since 1970
     * @param tokens of the turn
     * @param verdicts one per detector
     */
    record TurnJudged(Role role, long recordTime, int tokens, List<DetectorVerdict> verdicts, Origin origin)
            implements MonitorEvent {
        public TurnJudged {
            verdicts = List.copyOf(verdicts);
            requireNonNull(origin, "origin");
        }

        /** Of a turn of which it is not known where it is from. */
        public TurnJudged(Role role, long recordTime, int tokens, List<DetectorVerdict> verdicts) {
            this(role, recordTime, tokens, verdicts, Origin.UNKNOWN);
        }
    }

    /**
     * All detectors judged a turn, with what the reader showed of it.
     *
     * @param scores a row of head columns for each token
     */
    record FeaturesRead(TurnScores scores, Origin origin) implements MonitorEvent {
        public FeaturesRead {
            requireNonNull(scores, "scores");
            requireNonNull(origin, "origin");
        }
    }

    /** The broker has a canary. */
    record CanarySent(Canary canary) implements MonitorEvent {}

    /**
     * A canary came out.
     *
     * @param flagged by an active detector
     */
    record CanaryJudged(Canary canary, boolean flagged) implements MonitorEvent {}

    /** What one detector said; part of {@link TurnJudged}. */
    record DetectorVerdict(String detector, Outcome outcome, double score) {}

    /** @param score calibrated, as it is in the alert */
    record AlertRaised(String detector, String category, Severity severity, double score) implements MonitorEvent {}

    /** An alert was held back by its cool-down. */
    record AlertSuppressed(String detector) implements MonitorEvent {}

    /** A stream thread failed; another takes over and does its open transaction again, or the service stops. */
    record StreamThreadFailed() implements MonitorEvent {}

    /** A judged turn is in no window of the metrics topic: its window was over when the turn came. */
    record TurnUncounted() implements MonitorEvent {}

    /** Conversations were forgotten after no turn came for long. */
    record ConversationsExpired(int conversations) implements MonitorEvent {}

    /**
     * A reviewer's decision was read.
     *
     * @param outcome what became of it, see {@link dev.assay.triage.TriageListener.Outcome}
     */
    record DispositionRead(TriageListener.Outcome outcome) implements MonitorEvent {}

    /**
     * More, or fewer, of a detector's alerts have this as their last decision.
     *
     * @param change negative where a decision was replaced or an alert forgotten
     */
    record AlertsTriaged(String detector, Decision decision, int change) implements MonitorEvent {}

    /**
     * More, or fewer, alerts wait for a first decision.
     *
     * @param raised when they were, all at once
     * @param change negative where one was decided or forgotten
     */
    record AlertsOpen(Severity severity, Instant raised, int change) implements MonitorEvent {}

    /**
     * An alert got its first decision.
     *
     * @param seconds since it was raised
     */
    record AlertDecided(String detector, double seconds) implements MonitorEvent {}
}
