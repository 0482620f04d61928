package dev.assay.topology;

import static dev.assay.topology.MonitorDriver.BAD;
import static dev.assay.topology.MonitorDriver.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Metric windows and activations, and the time that is on all that is published. */
class MonitorCountsTest {

    private final WordReader reader = new WordReader();

    @Test
    void shouldPublishEachWindowOnceWhenItIsOver() {
        Map<String, String> windows = Map.of("assay.metrics.window", "1m", "assay.metrics.grace", "30s");
        try (MonitorDriver monitor = new MonitorDriver(reader, windows)) {
            // Given
            monitor.turn("c1", "t1", BAD, NOW);
            monitor.turn("c1", "t2", BAD, Duration.ofSeconds(30));
            monitor.turn("c2", "t1", "fine words", Duration.ofSeconds(59));
            monitor.turn("c2", "t2", "next window", Duration.ofSeconds(61));
            assertThat(monitor.read("assay.metrics")).isEmpty();
            // When
            monitor.turn("c2", "t3", "past the grace", Duration.ofSeconds(95));
            // Then
            List<JsonNode> finals = monitor.read("assay.metrics");
            assertThat(finals)
                    .extracting(window -> window.path("detector").asText())
                    .containsExactly("scam", "scam-shadow");
            JsonNode scam = finals.get(0);
            assertThat(scam.path("start").asText()).isEqualTo("2026-03-01T12:00:00Z");
            assertThat(scam.path("turns").asInt()).isEqualTo(3);
            assertThat(scam.path("flagged").asInt()).isEqualTo(2);
            assertThat(scam.path("alerts").asInt()).isEqualTo(1);
            assertThat(scam.path("model").asText()).isEqualTo("m1");
            JsonNode shadow = finals.get(1);
            assertThat(shadow.path("flagged").asInt()).isEqualTo(2);
            assertThat(shadow.path("alerts").asInt(-1)).isZero();
        }
    }

    @Test
    void shouldPublishActivationsIfAskedTo() {
        try (MonitorDriver monitor = new MonitorDriver(reader, Map.of("assay.activations.enabled", "true"))) {
            // When
            monitor.turn("c1", "t1", "hello you", NOW);
            monitor.turn("c1", "t2", "hello again", NOW);
            // Then
            List<JsonNode> activations = monitor.read("assay.activations");
            assertThat(activations).hasSize(2);
            assertThat(activations.get(0).path("features")).isEmpty();
            JsonNode feature = activations.get(1).at("/features/0");
            assertThat(feature.path("feature").asInt()).isEqualTo(7);
            assertThat(feature.path("starts")).hasToString("[0]");
            assertThat(feature.path("ends")).hasToString("[5]");
        }
    }

    @Test
    void shouldPublishTheTimeOfTheRecordNotTheOneATurnClaims() {
        try (MonitorDriver monitor = new MonitorDriver(reader, Map.of("assay.activations.enabled", "true"))) {
            // When
            monitor.send(
                    MonitorDriver.json(Map.of(
                            "conversationId", "c1",
                            "turnId", "t1",
                            "role", "user",
                            "text", BAD,
                            "timestamp", "1999-01-01T00:00:00Z")),
                    NOW);
            // Then
            String time = MonitorDriver.START.toString();
            assertThat(monitor.alerts().get(0).path("timestamp").asText()).isEqualTo(time);
            assertThat(monitor.read("assay.activations")
                            .get(0)
                            .path("timestamp")
                            .asText())
                    .isEqualTo(time);
        }
    }
}
