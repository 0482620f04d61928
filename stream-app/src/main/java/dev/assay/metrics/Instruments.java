package dev.assay.metrics;

import dev.assay.detector.DetectorSpec;
import dev.assay.intake.RejectionReason;
import dev.assay.reader.UnreadableTurnException;
import dev.assay.schemas.Decision;
import dev.assay.schemas.Outcome;
import dev.assay.schemas.Role;
import dev.assay.topology.MonitorEvent;
import dev.assay.topology.MonitorEvent.DetectorVerdict;
import dev.assay.topology.MonitorListener;
import dev.assay.topology.Origin;
import dev.assay.topology.Stage;
import dev.assay.triage.Triage;
import dev.assay.triage.TriageListener;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Counts what the monitor tells, in Prometheus metrics. Thread-safe. */
final class Instruments implements MonitorListener {

    private static final double MILLIS = 1e-3;

    private final Clock clock;
    private final Counter records;
    private final Counter bytes;
    private final Counter unknownParts;
    private final Counter turns; // by outcome
    private final Counter uncounted;
    private final Counter tokens; // by role
    private final Histogram latency;
    private final Histogram reading;
    private final Histogram stages; // by stage
    private final Gauge inFlight;
    private final Counter backPressure;
    private final Counter verdicts; // by detector, outcome
    private final Histogram scores; // by detector
    private final Counter alerts; // by detector, severity
    private final Counter alertScores; // by detector
    private final Counter suppressed; // by detector
    private final Counter deadLetters; // by stage, reason
    private final Counter expired;
    private final Counter failedReads;
    private final Counter threadFailures;
    private final Counter retries; // by reason
    private final Gauge triaged; // by detector, decision
    private final Counter dispositions; // by outcome

    /**
     * Registers the metrics, at zero for every detector.
     *
     * @param clock tells the latency of a decision
     */
    Instruments(CollectorRegistry registry, List<DetectorSpec> detectors, Clock clock) {
        this.clock = clock;
        records = Meters.RECORDS.newCounter(registry);
        bytes = Meters.INPUT_BYTES.newCounter(registry);
        unknownParts = Meters.UNKNOWN_PARTS.newCounter(registry);
        turns = Meters.TURNS.newCounter(registry);
        uncounted = Meters.UNCOUNTED_TURNS.newCounter(registry);
        tokens = Meters.TOKENS.newCounter(registry);
        latency = Meters.DECISION_LATENCY.newHistogram(registry);
        reading = Meters.READING_TIME.newHistogram(registry);
        stages = Meters.STAGE_TIME.newHistogram(registry);
        inFlight = Meters.IN_FLIGHT.newGauge(registry);
        backPressure = Meters.BACK_PRESSURE.newCounter(registry);
        verdicts = Meters.VERDICTS.newCounter(registry);
        scores = Meters.SCORES.newHistogram(registry);
        alerts = Meters.ALERTS.newCounter(registry);
        alertScores = Meters.ALERT_SCORES.newCounter(registry);
        suppressed = Meters.SUPPRESSED.newCounter(registry);
        deadLetters = Meters.DEAD_LETTERS.newCounter(registry);
        expired = Meters.EXPIRED.newCounter(registry);
        failedReads = Meters.FAILED_READS.newCounter(registry);
        retries = Meters.READ_RETRIES.newCounter(registry);
        threadFailures = Meters.THREAD_FAILURES.newCounter(registry);
        triaged = TriageMeters.TRIAGED.newGauge(registry);
        dispositions = TriageMeters.DISPOSITIONS.newCounter(registry);
        startAtZero(detectors);
    }

    private void startAtZero(List<DetectorSpec> detectors) {
        turns.labels("judged");
        turns.labels("duplicate");
        for (Stage stage : Stage.values()) {
            stages.labels(stage.word());
        }
        for (RejectionReason reason : RejectionReason.values()) {
            deadLetters.labels(MonitorEvent.DeadLettered.INTAKE, reason.word());
        }
        for (UnreadableTurnException.Reason reason : UnreadableTurnException.Reason.values()) {
            deadLetters.labels(MonitorEvent.DeadLettered.READING, reason.word());
            retries.labels(reason.word());
        }
        retries.labels(MonitorEvent.ReadRetried.ENGINE);
        deadLetters.labels(Triage.STAGE, Triage.MALFORMED);
        for (Role role : Role.values()) {
            tokens.labels(word(role));
        }
        for (TriageListener.Outcome outcome : TriageListener.Outcome.values()) {
            dispositions.labels(word(outcome));
        }
        for (DetectorSpec detector : detectors) {
            for (Decision decision : Decision.values()) {
                triaged.labels(detector.id(), word(decision));
            }
            for (Outcome outcome : Outcome.values()) {
                verdicts.labels(detector.id(), word(outcome));
            }
            scores.labels(detector.id());
            alerts.labels(detector.id(), word(detector.severity()));
            alertScores.labels(detector.id());
            suppressed.labels(detector.id());
        }
    }

    @Override
    public void on(MonitorEvent event) {
        if (event instanceof MonitorEvent.TurnJudged judged) {
            judged(judged);
        } else if (event instanceof MonitorEvent.StageDone done) {
            stages.labels(done.stage().word()).observe(done.seconds());
        } else if (event instanceof MonitorEvent.RecordRead record) {
            records.inc();
            bytes.inc(record.bytes());
        } else if (event instanceof MonitorEvent.PartsUnknown unknown) {
            unknownParts.inc(unknown.parts());
        } else if (event instanceof MonitorEvent.TurnSubmitted) {
            inFlight.inc();
        } else if (event instanceof MonitorEvent.TurnReleased released) {
            released(released);
        } else if (event instanceof MonitorEvent.ReadRetried retried) {
            failedReads.inc();
            retries.labels(retried.reason()).inc();
        } else if (event instanceof MonitorEvent.BackPressure waited) {
            backPressure.inc(waited.seconds());
        } else if (event instanceof MonitorEvent.DuplicateDropped) {
            turns.labels("duplicate").inc();
        } else if (event instanceof MonitorEvent.TurnUncounted) {
            uncounted.inc();
        } else if (event instanceof MonitorEvent.DeadLettered letter) {
            deadLetters.labels(letter.stage(), letter.reason()).inc();
        } else if (event instanceof MonitorEvent.AlertRaised alert) {
            alerts.labels(alert.detector(), word(alert.severity())).inc();
            alertScores.labels(alert.detector()).inc(alert.score());
        } else if (event instanceof MonitorEvent.AlertSuppressed alert) {
            suppressed.labels(alert.detector()).inc();
        } else if (event instanceof MonitorEvent.StreamThreadFailed) {
            threadFailures.inc();
        } else if (event instanceof MonitorEvent.ConversationsExpired forgotten) {
            expired.inc(forgotten.conversations());
        } else if (event instanceof MonitorEvent.AlertsTriaged decided) {
            triaged.labels(decided.detector(), word(decided.decision())).inc(decided.change());
        } else if (event instanceof MonitorEvent.DispositionRead read) {
            dispositions.labels(word(read.outcome())).inc();
        }
    }

    private void judged(MonitorEvent.TurnJudged judged) {
        turns.labels("judged").inc();
        tokens.labels(word(judged.role())).inc(judged.tokens());
        latency.observeWithExemplar(
                Math.max(0, clock.millis() - judged.recordTime()) * MILLIS, exemplar(judged.origin()));
        for (DetectorVerdict verdict : judged.verdicts()) {
            verdicts.labels(verdict.detector(), word(verdict.outcome())).inc();
            if (verdict.outcome() != Outcome.ABSTAINED) {
                scores.labels(verdict.detector()).observe(verdict.score());
            }
        }
    }

    /** Leads from a slow turn to its trace and its alert; empty for a turn that has neither. */
    private static Map<String, String> exemplar(Origin origin) {
        Map<String, String> labels = new TreeMap<>();
        if (origin.trace() != null) {
            labels.put("trace_id", origin.trace());
        }
        if (origin.alert() != null) {
            labels.put("alert_id", origin.alert());
        }
        return labels;
    }

    private void released(MonitorEvent.TurnReleased released) {
        inFlight.dec();
        if (released.scored()) {
            reading.observe(released.seconds());
        } else {
            failedReads.inc();
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
