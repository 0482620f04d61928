package dev.assay.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.canary.Canary;
import dev.assay.schemas.Severity;
import dev.assay.topology.MonitorEvent;
import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TriageInstrumentsTest {

    private static final Instant NOW = Instant.parse("2026-02-03T10:00:00Z");

    private final CollectorRegistry registry = new CollectorRegistry();
    private final TriageInstruments instruments = new TriageInstruments(
            registry,
            List.of(InstrumentsTest.detector("scam.test")),
            Map.of(Severity.HIGH, Duration.ofHours(4)),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shouldKnowHowManyAlertsWaitAndHowLongTheOldestDoes() {
        // When
        open(Duration.ofMinutes(30), 1);
        open(Duration.ofMinutes(10), 1);
        open(Duration.ofMinutes(10), 1);

        // Then
        assertThat(value("assay_open_alerts", "severity", "high")).isEqualTo(3);
        assertThat(value("assay_open_alert_oldest_age_seconds", "severity", "high"))
                .isEqualTo(1800);
        assertThat(value("assay_open_alerts", "severity", "critical")).isZero();
        assertThat(value("assay_triage_target_seconds", "severity", "high")).isEqualTo(14_400);

        // When
        open(Duration.ofMinutes(30), -1);

        // Then
        assertThat(value("assay_open_alert_oldest_age_seconds", "severity", "high"))
                .isEqualTo(600);

        // When
        open(Duration.ofMinutes(10), -2);

        // Then
        assertThat(value("assay_open_alerts", "severity", "high")).isZero();
        assertThat(value("assay_open_alert_oldest_age_seconds", "severity", "high"))
                .isZero();
    }

    @Test
    void shouldMeasureHowLongADecisionTakes() {
        // When
        instruments.on(new MonitorEvent.AlertDecided("scam.test", 120));

        // Then
        assertThat(value("assay_disposition_delay_seconds_bucket", "detector", "scam.test", "le", "60.0"))
                .isZero();
        assertThat(value("assay_disposition_delay_seconds_bucket", "detector", "scam.test", "le", "300.0"))
                .isEqualTo(1);
    }

    @Test
    void shouldCountCanaries() {
        // Given
        CanaryInstruments canaries = new CanaryInstruments(registry, Duration.ofSeconds(30));

        // When
        canaries.on(new MonitorEvent.CanarySent(Canary.HARMFUL));
        canaries.on(new MonitorEvent.CanaryJudged(Canary.HARMFUL, true));
        canaries.on(new MonitorEvent.CanaryJudged(Canary.BENIGN, true));

        // Then
        assertThat(value("assay_canary_interval_seconds")).isEqualTo(30);
        assertThat(value("assay_canaries_sent_total", "kind", "harmful")).isEqualTo(1);
        assertThat(value("assay_canaries_total", "kind", "harmful", "outcome", "flagged"))
                .isEqualTo(1);
        assertThat(value("assay_canaries_total", "kind", "harmful", "outcome", "clear"))
                .isZero();
        assertThat(value("assay_canaries_total", "kind", "benign", "outcome", "flagged"))
                .isEqualTo(1);
    }

    private void open(Duration age, int change) {
        instruments.on(new MonitorEvent.AlertsOpen(Severity.HIGH, NOW.minus(age), change));
    }

    private double value(String sample, String... labels) {
        return InstrumentsTest.value(registry, sample, labels);
    }
}
