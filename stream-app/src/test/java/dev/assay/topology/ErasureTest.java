package dev.assay.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.config.Config;
import dev.assay.privacy.Pseudonyms;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a conversation that somebody asks to forget, and by which name it goes. */
class ErasureTest {

    private static final Map<String, String> ERASURES = Map.of("assay.erasures.topic", "assay.erasures");
    private static final Map<String, String> KEY =
            Map.of("assay.privacy.conversation-key", "0123456789abcdef0123456789abcdef");
    private static final String BAD = "please transfer the money";
    private static final Duration NOW = Duration.ZERO;
    private static final List<String> STORES =
            List.of("contexts", "contexts-expiry", "verdicts", "verdicts-expiry", "journal");

    private final WordReader reader = new WordReader();

    @Test
    void shouldKeepNothingOfTheConversationAndAllOfTheOthers() {
        try (MonitorDriver monitor = new MonitorDriver(reader, ERASURES)) {
            // Given
            monitor.turn("c1", "t1", BAD, NOW);
            monitor.turn("c2", "t1", BAD, NOW);
            Map<String, Integer> before = entries(monitor);

            // When
            erase(monitor, "c1");

            // Then
            assertThat(before)
                    .isEqualTo(Map.of(
                            "contexts", 2, "contexts-expiry", 2, "verdicts", 2, "verdicts-expiry", 2, "journal", 0));
            assertThat(entries(monitor))
                    .isEqualTo(Map.of(
                            "contexts", 1, "contexts-expiry", 1, "verdicts", 1, "verdicts-expiry", 1, "journal", 0));
            assertThat(monitor.<String, Object>store("contexts").get("c2")).isNotNull();
            assertThat(reader.prompts).as("a request is nothing to read").hasSize(2);
        }
    }

    @Test
    void shouldTakeWhatComesLaterForANewConversation() {
        try (MonitorDriver monitor = new MonitorDriver(reader, ERASURES)) {
            // Given
            monitor.turn("c1", "t1", BAD, NOW);

            // When
            erase(monitor, "c1");
            monitor.turn("c1", "t1", BAD, Duration.ofSeconds(1));

            // Then
            assertThat(monitor.alerts()).as("no duplicate, and no cool-down").hasSize(2);
            assertThat(reader.prompts.get(1).context()).isEmpty();
        }
    }

    @Test
    void shouldTakeOnlyRecordsOfItsTopicForRequests() {
        try (MonitorDriver monitor = new MonitorDriver(reader, ERASURES)) {
            // Given
            monitor.turn("c1", "t1", "one", NOW);

            // When
            monitor.send(
                    MonitorDriver.json(Map.of(
                            "conversationId",
                            "c1",
                            "turnId",
                            "erasure",
                            "role",
                            "system",
                            "text",
                            "",
                            "source",
                            Map.of("topic", "assay.erasures", "partition", 0, "offset", 0, "turnIndex", 0))),
                    NOW);
            monitor.turn("c1", "t2", "two", NOW);

            // Then
            assertThat(reader.prompts.get(2).context()).hasSize(1);
        }
    }

    @Test
    void shouldSayThatARequestNamesNoConversation() {
        try (MonitorDriver monitor = new MonitorDriver(reader, ERASURES)) {
            // When
            erase(monitor, null);
            erase(monitor, " ");

            // Then
            assertThat(monitor.deadLetters())
                    .extracting(letter -> letter.path("detail").asText())
                    .containsOnly("key is empty; expected the id of the conversation to forget")
                    .hasSize(2);
        }
    }

    @Test
    void shouldDoNothingForAConversationThatIsNotKnown() {
        try (MonitorDriver monitor = new MonitorDriver(reader, ERASURES)) {
            erase(monitor, "c1");
            assertThat(entries(monitor).values()).containsOnly(0);
            assertThat(monitor.deadLetters()).isEmpty();
        }
    }

    @Test
    void shouldNameConversationsByAHashEverywhereIfThereIsAKey() {
        // Given
        Map<String, String> settings = new HashMap<>(ERASURES);
        settings.putAll(KEY);
        settings.put("assay.activations.enabled", "true");
        String name = Pseudonyms.of(Config.of(KEY)).of("c1");
        try (MonitorDriver monitor = new MonitorDriver(reader, settings)) {
            // When
            monitor.turn("c1", "t1", BAD, NOW);
            monitor.turn("c1", "t2", "thanks", NOW);

            // Then
            JsonNode alert = monitor.alerts().get(0);
            assertThat(alert.path("conversationId").asText()).isEqualTo(name);
            assertThat(monitor.read("assay.activations")).hasSize(2).allSatisfy(turn -> assertThat(
                            turn.path("conversationId").asText())
                    .isEqualTo(name));
            assertThat(reader.prompts.get(1).context())
                    .as("the conversation goes on")
                    .hasSize(1);
            assertThat(monitor.<String, Object>store("contexts").get("c1")).isNull();

            // When
            erase(monitor, name);

            // Then
            assertThat(entries(monitor).values()).containsOnly(0);
        }
    }

    private static void erase(MonitorDriver monitor, @Nullable String conversation) {
        monitor.driver
                .createInputTopic("assay.erasures", new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(
                        conversation == null ? null : conversation.getBytes(UTF_8), new byte[0], MonitorDriver.START);
        monitor.poll();
    }

    private static Map<String, Integer> entries(MonitorDriver monitor) {
        Map<String, Integer> entries = new HashMap<>();
        for (String store : STORES) {
            try (KeyValueIterator<Object, Object> all = monitor.store(store).all()) {
                int count = 0;
                while (all.hasNext()) {
                    KeyValue<Object, Object> unused = all.next();
                    count++;
                }
                entries.put(store, count);
            }
        }
        return entries;
    }
}
