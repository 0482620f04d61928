package dev.assay.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detector.Calibration;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.Mode;
import dev.assay.detector.Pooling;
import dev.assay.detector.WeightedProbe;
import dev.assay.schemas.Outcome;
import dev.assay.schemas.Role;
import dev.assay.schemas.Severity;
import dev.assay.topology.MonitorEvent;
import dev.assay.topology.MonitorEvent.DetectorVerdict;
import dev.assay.topology.Origin;
import dev.assay.topology.Stage;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstrumentsTest {

    private static final Instant NOW = Instant.parse("2026-02-03T10:00:00Z");

    private final CollectorRegistry registry = new CollectorRegistry();
    private final Instruments instruments =
            new Instruments(registry, List.of(detector("scam.test")), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shouldStartAtZeroForEveryDetector() {
        assertThat(value("assay_alerts_total", "detector", "scam.test", "severity", "high"))
                .isZero();
        assertThat(value("assay_alerts_suppressed_total", "detector", "scam.test"))
                .isZero();
        assertThat(value("assay_verdicts_total", "detector", "scam.test", "outcome", "abstained"))
                .isZero();
        assertThat(value("assay_detector_score_count", "detector", "scam.test")).isZero();
        assertThat(value("assay_turns_total", "outcome", "judged")).isZero();
    }

    @Test
    void shouldCountAJudgedTurn() {
        // When
        instruments.on(new MonitorEvent.TurnJudged(
                Role.USER,
                NOW.minusMillis(70).toEpochMilli(),
                12,
                List.of(new DetectorVerdict("scam.test", Outcome.FLAGGED, 0.93))));

        // Then
        assertThat(value("assay_turns_total", "outcome", "judged")).isEqualTo(1);
        assertThat(value("assay_turn_tokens_total", "role", "user")).isEqualTo(12);
        assertThat(value("assay_verdicts_total", "detector", "scam.test", "outcome", "flagged"))
                .isEqualTo(1);
        assertThat(value("assay_detector_score_bucket", "detector", "scam.test", "le", "0.9"))
                .isZero();
        assertThat(value("assay_detector_score_bucket", "detector", "scam.test", "le", "0.95"))
                .isEqualTo(1);
        assertThat(value("assay_decision_latency_seconds_bucket", "le", "0.05")).isZero();
        assertThat(value("assay_decision_latency_seconds_bucket", "le", "0.1")).isEqualTo(1);
    }

    @Test
    void shouldLeadFromASlowTurnToItsTraceAndAlert() {
        // Given
        String trace = "0af7651916cd43dd8448eb211c80319c";
        String alert = "33536c08bb956c17ee0b94789b02da8e";

        // When
        instruments.on(new MonitorEvent.TurnJudged(
                Role.USER, NOW.minusSeconds(7).toEpochMilli(), 12, List.of(), new Origin(null, null, trace, alert)));

        // Then
        assertThat(Collections.list(registry.metricFamilySamples()).stream()
                        .flatMap(family -> family.samples.stream())
                        .filter(sample -> sample.exemplar != null))
                .singleElement()
                .satisfies(sample -> {
                    assertThat(sample.name).isEqualTo("assay_decision_latency_seconds_bucket");
                    assertThat(sample.labelValues).containsExactly("10.0");
                    assertThat(sample.exemplar.getValue()).isEqualTo(7);
                    assertThat(sample.exemplar.getNumberOfLabels()).isEqualTo(2);
                });
    }

    @Test
    void shouldKeepAbstentionsOutOfTheScores() {
        // When
        instruments.on(new MonitorEvent.TurnJudged(
                Role.TOOL, NOW.toEpochMilli(), 1, List.of(new DetectorVerdict("scam.test", Outcome.ABSTAINED, 0))));

        // Then
        assertThat(value("assay_verdicts_total", "detector", "scam.test", "outcome", "abstained"))
                .isEqualTo(1);
        assertThat(value("assay_detector_score_count", "detector", "scam.test")).isZero();
    }

    @Test
    void shouldCountTheStreamThreadsThatFailed() {
        // Given
        double before = value("assay_stream_thread_failures_total");

        // When
        instruments.on(new MonitorEvent.StreamThreadFailed());

        // Then
        assertThat(value("assay_stream_thread_failures_total") - before).isEqualTo(1);
    }

    @Test
    void shouldKnowHowManyTurnsTheReaderHas() {
        // When
        instruments.on(new MonitorEvent.TurnSubmitted());
        instruments.on(new MonitorEvent.TurnSubmitted());
        instruments.on(new MonitorEvent.TurnSubmitted());
        instruments.on(new MonitorEvent.TurnReleased(true, 0.4));
        instruments.on(new MonitorEvent.TurnReleased(false, 0.4));

        // Then
        assertThat(value("assay_turns_in_flight")).isEqualTo(1);
        assertThat(value("assay_reading_duration_seconds_count")).isEqualTo(1);
        assertThat(value("assay_failed_reads_total")).isEqualTo(1);
    }

    @Test
    void shouldMeasureEachStageByItself() {
        // When
        instruments.on(new MonitorEvent.StageDone(Stage.CONTEXT, 0.004));
        instruments.on(new MonitorEvent.StageDone(Stage.CONTEXT, 0.5));

        // Then
        assertThat(value("assay_stage_duration_seconds_count", "stage", "context"))
                .isEqualTo(2);
        assertThat(value("assay_stage_duration_seconds_bucket", "stage", "context", "le", "0.01"))
                .isEqualTo(1);
        assertThat(value("assay_stage_duration_seconds_count", "stage", "intake"))
                .isZero();
        assertThat(value("assay_stage_duration_seconds_count", "stage", "detection"))
                .isZero();
    }

    @Test
    void shouldCountReadsThatAreTriedAgain() {
        // When
        instruments.on(new MonitorEvent.ReadRetried("engine"));
        instruments.on(new MonitorEvent.ReadRetried("engine"));
        instruments.on(new MonitorEvent.ReadRetried("not-finite"));

        // Then
        assertThat(value("assay_read_retries_total", "reason", "engine")).isEqualTo(2);
        assertThat(value("assay_read_retries_total", "reason", "not-finite")).isEqualTo(1);
        assertThat(value("assay_failed_reads_total")).isEqualTo(3);
        assertThat(value("assay_dead_letters_total", "stage", "reading", "reason", "not-finite"))
                .isZero();
    }

    @Test
    void shouldCountWhatIsNotJudged() {
        // When
        instruments.on(new MonitorEvent.RecordRead(3, 1200));
        instruments.on(new MonitorEvent.DuplicateDropped());
        instruments.on(new MonitorEvent.DeadLettered("intake", "malformed-json"));
        instruments.on(new MonitorEvent.AlertRaised("scam.test", "scam", Severity.HIGH, 0.93));
        instruments.on(new MonitorEvent.AlertSuppressed("scam.test"));
        instruments.on(new MonitorEvent.BackPressure(1.5));
        instruments.on(new MonitorEvent.ConversationsExpired(4));
        instruments.on(new MonitorEvent.TurnUncounted());

        // Then
        assertThat(value("assay_input_records_total")).isEqualTo(1);
        assertThat(value("assay_input_bytes_total")).isEqualTo(1200);
        assertThat(value("assay_turns_total", "outcome", "duplicate")).isEqualTo(1);
        assertThat(value("assay_dead_letters_total", "stage", "intake", "reason", "malformed-json"))
                .isEqualTo(1);
        assertThat(value("assay_alerts_total", "detector", "scam.test", "severity", "high"))
                .isEqualTo(1);
        assertThat(value("assay_alert_scores_total", "detector", "scam.test")).isEqualTo(0.93);
        assertThat(value("assay_alerts_suppressed_total", "detector", "scam.test"))
                .isEqualTo(1);
        assertThat(value("assay_back_pressure_seconds_total")).isEqualTo(1.5);
        assertThat(value("assay_conversations_expired_total")).isEqualTo(4);
        assertThat(value("assay_turns_uncounted_total")).isEqualTo(1);
    }

    private double value(String sample, String... labels) {
        return value(registry, sample, labels);
    }

    static double value(CollectorRegistry registry, String sample, String... labels) {
        String[] names = new String[labels.length / 2];
        String[] values = new String[labels.length / 2];
        for (int i = 0; i < names.length; i++) {
            names[i] = labels[2 * i];
            values[i] = labels[2 * i + 1];
        }
        Double value = registry.getSampleValue(sample, names, values);
        assertThat(value).as("%s %s", sample, List.of(labels)).isNotNull();
        return value;
    }

    static DetectorSpec detector(String id) {
        return new DetectorSpec(
                id,
                "scam",
                dev.assay.detector.Severity.HIGH,
                Mode.ACTIVE,
                EnumSet.allOf(dev.assay.chat.Role.class),
                List.of(new WeightedProbe("probe", 1)),
                new Pooling.Mean(),
                1,
                0,
                1,
                new Calibration.Platt(1, 0),
                new Calibration.Platt(1, 0),
                0.5,
                List.of());
    }
}
