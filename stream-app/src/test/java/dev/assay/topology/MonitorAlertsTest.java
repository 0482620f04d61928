package dev.assay.topology;

import static dev.assay.topology.MonitorDriver.BAD;
import static dev.assay.topology.MonitorDriver.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.canary.Canary;
import dev.assay.schemas.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which alerts are raised, what is in them, which are held back, and that none is of a canary. */
class MonitorAlertsTest {

    private final WordReader reader = new WordReader();

    @Test
    void shouldRaiseAnAlertThatSaysWhereAndWhy() {
        try (MonitorDriver monitor = new MonitorDriver(reader, Map.of())) {
            // When
            monitor.turn("c1", "t1", BAD, NOW);
            // Then
            List<JsonNode> alerts = monitor.alerts();
            assertThat(alerts).as("one from the detector, none from its shadow").hasSize(1);
            JsonNode alert = alerts.get(0);
            assertThat(alert.path("alertId").asText()).isEqualTo(Alert.id("c1", "t1", "scam", MonitorDriver.BUNDLE));
            assertThat(alert.path("detector").asText()).isEqualTo("scam");
            assertThat(alert.path("score").asDouble()).isEqualTo(0.9975);
            assertThat(alert.path("engine").asText()).isEqualTo("test 1");
            assertThat(alert.path("source").path("topic").asText()).isEqualTo("assay.turns");
            assertThat(alert.path("source").path("offset").asLong()).isZero();
            assertThat(alert.at("/evidence/spans/0/start").asInt(-1)).isBetween(0, 7);
            assertThat(alert.at("/evidence/spans/0/end").asInt()).isBetween(15, BAD.length());
            assertThat(alert.path("timestamp").asText()).isEqualTo("2026-03-01T12:00:00Z");
        }
    }

    @Test
    void shouldQuoteTheTextOnlyIfAskedTo() {
        // Given
        List<String> excerpts = new ArrayList<>();
        for (String setting : List.of("false", "true")) {
            try (MonitorDriver monitor = new MonitorDriver(reader, Map.of("assay.alerts.excerpt", setting))) {
                // When
                monitor.turn("c1", "t1", BAD, NOW);
                excerpts.add(monitor.alerts().get(0).path("excerpt").asText("none"));
            }
        }
        // Then
        assertThat(excerpts).containsExactly("none", BAD);
    }

    @Test
    void shouldHoldAlertsBackAndCountThemInTheNextOne() {
        try (MonitorDriver monitor = new MonitorDriver(reader, Map.of())) {
            // When
            monitor.turn("c1", "t1", BAD, NOW);
            monitor.turn("c1", "t2", BAD, Duration.ofMinutes(3));
            monitor.turn("c1", "t3", BAD, Duration.ofMinutes(9));
            monitor.turn("c2", "t1", BAD, Duration.ofMinutes(9));
            monitor.turn("c1", "t4", BAD, Duration.ofMinutes(10));
            monitor.turn("c1", "t5", BAD, Duration.ofMinutes(20));
            // Then
            List<String> alerts = monitor.alerts().stream()
                    .map(alert -> alert.path("conversationId").asText() + " "
                            + alert.path("turnId").asText() + " "
                            + alert.path("suppressed").asInt())
                    .toList();
            assertThat(alerts).containsExactly("c1 t1 0", "c2 t1 0", "c1 t4 2", "c1 t5 0");
            assertThat(monitor.count(MonitorEvent.AlertSuppressed.class)).isEqualTo(2);
        }
    }

    @Test
    void shouldHoldAnAlertBackOnlyNearTheLastOneInEitherDirection() {
        List<String> alerted = new ArrayList<>();
        for (String coolDown : List.of("0ms", "10m")) {
            try (MonitorDriver monitor = new MonitorDriver(reader, Map.of("assay.alerts.cool-down", coolDown))) {
                // When
                monitor.turn("c1", "now", BAD, Duration.ofHours(2));
                monitor.turn("c1", "a little before", BAD, Duration.ofMinutes(115));
                monitor.turn("c1", "long before", BAD, NOW);
                monitor.alerts()
                        .forEach(alert -> alerted.add(
                                coolDown + " " + alert.path("turnId").asText()));
            }
        }
        // Then
        assertThat(alerted)
                .containsExactly("0ms now", "0ms a little before", "0ms long before", "10m now", "10m long before");
    }

    @Test
    void shouldTellWhatBecameOfCanariesAndPublishNothingOfThem() {
        // Given
        Map<String, String> settings = Map.of(
                "assay.canary.interval", "1m",
                "assay.canary.harmful", BAD,
                "assay.canary.benign", "good day",
                "assay.activations.enabled", "true");
        try (MonitorDriver monitor = new MonitorDriver(reader, settings)) {
            // When
            monitor.turn("assay-canary-1", "canary", BAD, NOW);
            monitor.turn("assay-canary-2", "canary", "good day", NOW);
            monitor.turn("c1", "t1", BAD, NOW);
            monitor.turn("assay-canary-3", "t1", BAD + " now", NOW);
            // Then
            assertThat(monitor.alerts())
                    .as("only a canary's own text is one, whatever the conversation is called")
                    .extracting(alert -> alert.path("conversationId").asText())
                    .containsExactly("c1", "assay-canary-3");
            assertThat(monitor.read("assay.activations"))
                    .extracting(turn -> turn.path("conversationId").asText())
                    .containsExactly("c1", "assay-canary-3");
            assertThat(monitor.events)
                    .contains(
                            new MonitorEvent.CanaryJudged(Canary.HARMFUL, true),
                            new MonitorEvent.CanaryJudged(Canary.BENIGN, false));
            assertThat(monitor.count(MonitorEvent.TurnJudged.class)).isEqualTo(2);
            assertThat(monitor.count(MonitorEvent.AlertRaised.class)).isEqualTo(2);
        }
    }

    @Test
    void shouldTakeNoTurnForACanaryIfNoneAreSent() {
        try (MonitorDriver monitor = new MonitorDriver(reader, Map.of("assay.canary.harmful", BAD))) {
            // When
            monitor.turn("assay-canary-1", "canary", BAD, NOW);
            // Then
            assertThat(monitor.alerts()).hasSize(1);
        }
    }
}
