package dev.assay.topology;

import static dev.assay.topology.MonitorDriver.BAD;
import static dev.assay.topology.MonitorDriver.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.reader.Reader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** What becomes of that which cannot be read, and of what comes with it. */
class MonitorDeadLettersTest {

    private final WordReader reader = new WordReader();

    @Test
    void shouldSendWhatCannotBeReadToTheDeadLettersAndGoOn() {
        try (MonitorDriver monitor = new MonitorDriver(reader, Map.of())) {
            // When
            monitor.send("{ secret words".getBytes(UTF_8), NOW);
            monitor.turn("c1", "t1", BAD, NOW);
            // Then
            List<JsonNode> letters = monitor.deadLetters();
            assertThat(letters).hasSize(1);
            JsonNode letter = letters.get(0);
            assertThat(letter.path("stage").asText()).isEqualTo("intake");
            assertThat(letter.path("reason").asText()).isEqualTo("malformed-json");
            assertThat(letter.path("source").path("offset").asLong(-1)).isZero();
            assertThat(letter.path("bytes").asInt()).isEqualTo(14);
            assertThat(letter.toString()).doesNotContain("secret");
            assertThat(monitor.alerts()).hasSize(1);
        }
    }

    @Test
    void shouldReadAConversationWithPartsOfUnknownTypesAndCountThem() {
        try (MonitorDriver monitor = new MonitorDriver(reader, Map.of())) {
            // When
            List<Map<String, String>> parts = List.of(Map.of("type", "hologram"), Map.of("type", "smell", "text", BAD));
            monitor.send(
                    MonitorDriver.json(
                            Map.of("id", "c1", "messages", List.of(Map.of("role", "user", "content", parts)))),
                    NOW);
            // Then
            assertThat(monitor.alerts()).hasSize(1);
            assertThat(monitor.deadLetters()).isEmpty();
            assertThat(monitor.events).contains(new MonitorEvent.PartsUnknown(2));
        }
    }

    @Test
    void shouldRejectOnlyTheTurnThatIsTooLong() {
        Map<String, String> limit = Map.of("assay.intake.max-turn-characters", "1000");
        try (MonitorDriver monitor = new MonitorDriver(reader, limit)) {
            // When
            monitor.send(
                    MonitorDriver.transcript(List.of(
                            Map.of("role", "user", "content", "short"),
                            Map.of("role", "user", "content", "x".repeat(1001)),
                            Map.of("role", "user", "content", "short again"))),
                    NOW);
            // Then
            JsonNode letter = monitor.deadLetters().get(0);
            assertThat(letter.path("reason").asText()).isEqualTo("turn-too-long");
            assertThat(letter.path("source").path("turnIndex").asInt()).isEqualTo(1);
            assertThat(reader.prompts).hasSize(2);
        }
    }

    @Test
    void shouldReadATurnAgainThatTheEngineFailedToRead() {
        // Given
        AtomicInteger failures = new AtomicInteger(2);
        Reader failing = new FailingReader(
                reader, prompt -> failures.getAndDecrement() > 0 ? FailingReader.engine() : Optional.empty());
        try (MonitorDriver monitor = new MonitorDriver(failing, Map.of())) {
            // When
            monitor.turn("c1", "t1", BAD, NOW);
            monitor.turn("c2", "t1", "fine", NOW);
            monitor.pollUntil(() -> monitor.count(MonitorEvent.TurnJudged.class) == 2);
            // Then
            assertThat(monitor.alerts()).hasSize(1);
            assertThat(monitor.deadLetters()).isEmpty();
            assertThat(monitor.count(MonitorEvent.ReadRetried.class)).isEqualTo(2);
        }
    }

    @Test
    void shouldSendATurnThatCannotBeReadToTheDeadLettersAndGoOnWithItsConversation() {
        // Given
        Reader failing = new FailingReader(
                reader,
                prompt -> prompt.turn().text().contains("poison") ? FailingReader.notFinite() : Optional.empty());
        try (MonitorDriver monitor = new MonitorDriver(failing, Map.of())) {
            // When
            monitor.send(
                    MonitorDriver.transcript(List.of(
                            Map.of("role", "user", "content", "hello"),
                            Map.of("role", "user", "content", "the poison"),
                            Map.of("role", "user", "content", BAD))),
                    NOW);
            monitor.pollUntil(() -> monitor.count(MonitorEvent.TurnJudged.class) == 2);
            // Then
            List<TestRecord<String, byte[]>> letters = monitor.records("assay.dead-letters");
            assertThat(letters).hasSize(1);
            assertThat(letters.get(0).key()).isEqualTo("assay.turns-0@0");
            JsonNode letter = MonitorDriver.tree(letters.get(0).value());
            assertThat(letter.path("stage").asText()).isEqualTo("reading");
            assertThat(letter.path("reason").asText()).isEqualTo("not-finite");
            assertThat(letter.path("source").path("turnIndex").asInt()).isEqualTo(1);
            assertThat(letter.path("timestamp").asText()).isEqualTo("2026-03-01T12:00:00Z");
            assertThat(letter.toString()).doesNotContain("poison");
            assertThat(monitor.alerts())
                    .extracting(alert -> alert.path("turnId").asText())
                    .containsExactly("2");
            assertThat(monitor.events).contains(new MonitorEvent.DeadLettered("reading", "not-finite"));
        }
    }
}
