package dev.assay.topology;

import static dev.assay.topology.MonitorDriver.BAD;
import static dev.assay.topology.MonitorDriver.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What of a conversation is before a turn, which turns are known already, and what is forgotten. */
class MonitorContextTest {

    private final WordReader reader = new WordReader();

    @Test
    void shouldReadEachTurnWithTheMessagesBeforeIt() {
        try (MonitorDriver monitor = new MonitorDriver(reader, Map.of("assay.context.max-characters", "11"))) {
            // When
            monitor.turn("c1", "t1", "one", NOW);
            monitor.turn("c2", "t1", "elsewhere", NOW);
            monitor.turn("c1", "t2", "two", NOW);
            monitor.turn("c1", "t3", "three", NOW);
            monitor.turn("c1", "t4", "four", NOW);
            monitor.turn("c1", "t5", "five", NOW);
            // Then
            assertThat(reader.context(2)).containsExactly("one");
            assertThat(reader.context(4)).containsExactly("one", "two", "three");
            assertThat(reader.context(5)).as("the last 11 characters").containsExactly("wo", "three", "four");
        }
    }

    @Test
    void shouldDropTurnsDeliveredAgain() {
        try (MonitorDriver monitor = new MonitorDriver(reader, Map.of())) {
            // When
            monitor.turn("c1", "t1", BAD, NOW);
            monitor.turn("c1", "t1", BAD, NOW);
            monitor.turn("c1", "t2", "fine", NOW);
            monitor.turn("c1", "t1", BAD, NOW);
            monitor.turn("c2", "t1", "another conversation", NOW);
            // Then
            assertThat(reader.prompts).hasSize(3);
            assertThat(monitor.count(MonitorEvent.DuplicateDropped.class)).isEqualTo(2);
        }
    }

    @Test
    void shouldReadOnlyTheNewTurnsOfATranscriptSentAgain() {
        try (MonitorDriver monitor = new MonitorDriver(reader, Map.of("assay.context.max-turn-ids", "128"))) {
            // Given
            List<Map<String, String>> messages = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                messages.add(Map.of("role", "user", "content", "message " + i));
            }
            monitor.send(MonitorDriver.transcript(messages), NOW);
            // When
            messages.add(Map.of("role", "user", "content", "the new one"));
            monitor.send(MonitorDriver.transcript(messages), NOW);
            // Then
            assertThat(reader.prompts).hasSize(1_001);
            assertThat(reader.prompts.get(1_000).turn().text()).isEqualTo("the new one");
        }
    }

    @Test
    void shouldReadTheNewMessageOfATranscriptThatSlides() {
        try (MonitorDriver monitor = new MonitorDriver(reader, Map.of())) {
            // Given
            List<Map<String, String>> messages = new ArrayList<>(List.of(
                    Map.of("role", "user", "content", "one"),
                    Map.of("role", "user", "content", "two"),
                    Map.of("role", "user", "content", "three")));
            monitor.send(MonitorDriver.transcript(messages), NOW);
            // When
            messages.remove(0);
            messages.add(Map.of("role", "user", "content", BAD));
            monitor.send(MonitorDriver.transcript(messages), NOW);
            monitor.send(MonitorDriver.transcript(messages), NOW);
            // Then
            assertThat(reader.prompts)
                    .extracting(prompt -> prompt.turn().text())
                    .containsExactly("one", "two", "three", BAD);
            assertThat(reader.context(3)).containsExactly("one", "two", "three");
            List<JsonNode> alerts = monitor.alerts();
            assertThat(alerts).hasSize(1);
            assertThat(alerts.get(0).path("turnId").asText()).matches("2~[0-9a-f]{16}");
            assertThat(alerts.get(0).at("/source/turnIndex").asInt()).isEqualTo(2);
        }
    }

    @Test
    void shouldRememberFewMessagesHoweverShortTheyAre() {
        for (String text : List.of("", " ")) {
            try (MonitorDriver monitor = new MonitorDriver(reader, Map.of())) {
                // Given
                List<Map<String, String>> messages = new ArrayList<>();
                messages.add(Map.of("role", "user", "content", "the first"));
                for (int i = 0; i < 2_000; i++) {
                    messages.add(Map.of("role", "user", "content", text));
                }
                int before = reader.prompts.size();
                // When
                monitor.send(MonitorDriver.transcript(messages), NOW);
                // Then
                List<String> last = reader.context(before + 2_000);
                assertThat(last).hasSize(text.isEmpty() ? 1 : 256);
            }
        }
    }

    @Test
    void shouldForgetAConversationWithoutATurnForLong() {
        try (MonitorDriver monitor = new MonitorDriver(reader, Map.of("assay.conversation.expiry", "1h"))) {
            // When
            monitor.turn("c1", "t1", "remember me", NOW);
            monitor.turn("c1", "t2", "still there", Duration.ofMinutes(59));
            monitor.turn("c2", "t1", "the clock goes on", Duration.ofHours(4));
            monitor.turn("c1", "t1", "a new start", Duration.ofHours(4));
            // Then
            assertThat(reader.context(1)).containsExactly("remember me");
            assertThat(reader.context(3)).isEmpty();
            assertThat(monitor.count(MonitorEvent.DuplicateDropped.class)).isZero();
        }
    }

    @Test
    void shouldDeleteAConversationNoTurnCanBelongToAnyMore() {
        Map<String, String> settings = Map.of("assay.conversation.expiry", "1h", "assay.conversation.grace", "10m");
        try (MonitorDriver monitor = new MonitorDriver(reader, settings)) {
            // Given
            monitor.turn("c1", "t1", "remember me", NOW);
            // When
            for (int minute = 1; minute <= 80; minute++) {
                monitor.turn("c2", "t" + minute, "the clock goes on", Duration.ofMinutes(minute));
            }
            // Then
            assertThat(monitor.driver.getKeyValueStore("contexts").get("c1")).isNull();
            assertThat(monitor.driver.getKeyValueStore("verdicts").get("c1")).isNull();
            assertThat(monitor.driver.getKeyValueStore("contexts").get("c2")).isNotNull();
            assertThat(monitor.count(MonitorEvent.ConversationsExpired.class)).isEqualTo(1);
        }
    }

    @Test
    void shouldRememberConversationsThroughATranscriptFromTheFuture() {
        try (MonitorDriver monitor = new MonitorDriver(reader, Map.of("assay.conversation.expiry", "1h"))) {
            // Given
            monitor.turn("other", "t1", "remember me", NOW);
            monitor.turn("other", "t2", BAD, NOW);
            List<Map<String, String>> messages = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                messages.add(Map.of("role", "user", "content", "message " + i));
            }
            // When
            monitor.send(MonitorDriver.transcript(messages), Duration.ofDays(400));
            monitor.turn("other", "t1", "remember me", Duration.ofMinutes(1));
            monitor.turn("other", "t3", BAD, Duration.ofMinutes(1));
            // Then
            assertThat(reader.context(102)).containsExactly("remember me", BAD);
            assertThat(monitor.count(MonitorEvent.DuplicateDropped.class)).isEqualTo(1);
            assertThat(monitor.count(MonitorEvent.AlertSuppressed.class)).isEqualTo(1);
        }
    }
}
