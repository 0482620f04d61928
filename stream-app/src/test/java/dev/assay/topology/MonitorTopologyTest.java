package dev.assay.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.canary.Canary;
import dev.assay.chat.Message;
import dev.assay.reader.Reader;
import dev.assay.schemas.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class MonitorTopologyTest {

    private static final Duration NOW = Duration.ZERO;
    private static final String BAD = "please transfer it";

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
            assertThat(context(2)).containsExactly("one");
            assertThat(context(4)).containsExactly("one", "two", "three");
            assertThat(context(5)).as("the last 11 characters").containsExactly("wo", "three", "four");
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
            monitor.send(transcript(messages), NOW);
            // When
            messages.add(Map.of("role", "user", "content", "the new one"));
            monitor.send(transcript(messages), NOW);
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
            monitor.send(transcript(messages), NOW);
            // When
            messages.remove(0);
            messages.add(Map.of("role", "user", "content", BAD));
            monitor.send(transcript(messages), NOW);
            monitor.send(transcript(messages), NOW);
            // Then
            assertThat(reader.prompts)
                    .extracting(prompt -> prompt.turn().text())
                    .containsExactly("one", "two", "three", BAD);
            assertThat(context(3)).containsExactly("one", "two", "three");
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
                monitor.send(transcript(messages), NOW);
                // Then
                List<String> last = context(before + 2_000);
                assertThat(last).hasSize(text.isEmpty() ? 1 : 256);
            }
        }
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
    void shouldForgetAConversationWithoutATurnForLong() {
        try (MonitorDriver monitor = new MonitorDriver(reader, Map.of("assay.conversation.expiry", "1h"))) {
            // When
            monitor.turn("c1", "t1", "remember me", NOW);
            monitor.turn("c1", "t2", "still there", Duration.ofMinutes(59));
            monitor.turn("c2", "t1", "the clock goes on", Duration.ofHours(4));
            monitor.turn("c1", "t1", "a new start", Duration.ofHours(4));
            // Then
            assertThat(context(1)).containsExactly("remember me");
            assertThat(context(3)).isEmpty();
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
            monitor.send(transcript(messages), Duration.ofDays(400));
            monitor.turn("other", "t1", "remember me", Duration.ofMinutes(1));
            monitor.turn("other", "t3", BAD, Duration.ofMinutes(1));
            // Then
            assertThat(context(102)).containsExactly("remember me", BAD);
            assertThat(monitor.count(MonitorEvent.DuplicateDropped.class)).isEqualTo(1);
            assertThat(monitor.count(MonitorEvent.AlertSuppressed.class)).isEqualTo(1);
        }
    }

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
                    transcript(List.of(
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

    @Test
    void shouldRejectOnlyTheTurnThatIsTooLong() {
        Map<String, String> limit = Map.of("assay.intake.max-turn-characters", "1000");
        try (MonitorDriver monitor = new MonitorDriver(reader, limit)) {
            // When
            monitor.send(
                    transcript(List.of(
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

    private List<String> context(int prompt) {
        return reader.prompts.get(prompt).context().stream().map(Message::text).toList();
    }

    private static byte[] transcript(List<Map<String, String>> messages) {
        return MonitorDriver.json(Map.of("id", "c1", "messages", messages));
    }
}
