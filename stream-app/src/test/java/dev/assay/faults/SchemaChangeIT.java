package dev.assay.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.bundle.TinyBundle;
import dev.assay.demo.EmbeddedBroker;
import dev.assay.follow.CommittedRecords;
import dev.assay.schemas.Activations;
import dev.assay.schemas.Alert;
import dev.assay.schemas.DeadLetter;
import dev.assay.schemas.Role;
import dev.assay.schemas.Turn;
import dev.assay.schemas.wire.RegistryServer;
import dev.assay.schemas.wire.WireFormat;
import io.apicurio.registry.rest.client.exception.RuleViolationException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writers of Avro that come with another schema in mid-stream, through a real registry: one that adds fields, which changes
 * nothing, and some whose turns cannot be read, which become dead letters, or are refused by a registry that was told to.
 */
@Timeout(900)
@Tag("programme")
class SchemaChangeIT {

    private static final long SEED = Long.getLong("assay.faults.seed", System.currentTimeMillis());
    private static final int BETWEEN = 40; // turns
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private static final String UNDISTURBED_INPUT = "turns-undisturbed";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ROLE = """
            {"name": "role", "type": {"type": "enum", "name": "Role", "symbols": ["USER", "ASSISTANT"]}}""";
    private static final String CONVERSATION = """
            {"name": "conversationId", "type": "string"}""";
    private static final String TEXT = """
            {"name": "text", "type": "string"}""";
    private static final String REST = """
            {"name": "turnId", "type": "string"},
            {"name": "timestamp", "type": {"type": "long", "logicalType": "timestamp-millis"}}""";

    private static final Schema FIRST = turns(ROLE, TEXT, CONVERSATION);
    private static final Schema WITH_MORE_FIELDS = turns("""
            {"name": "channel", "type": "string", "default": "web"}""", ROLE, TEXT, """
            {"name": "draft", "type": ["null", "string"], "default": null}""", CONVERSATION);

    /** Avro does not compare what records are called. */
    private static final Schema OF_ANOTHER_NAME = schema("Chat", ROLE, TEXT, CONVERSATION);

    private static final List<Schema> RELEASES = List.of(FIRST, WITH_MORE_FIELDS, OF_ANOTHER_NAME);

    /** What no turn can be read from. */
    private static final Map<String, Schema> INCOMPATIBLE = new TreeMap<>(Map.of(
            "text-renamed",
            turns(ROLE, CONVERSATION, """
                {"name": "body", "type": "string"}"""),
            "text-of-another-type",
            turns(ROLE, CONVERSATION, """
                {"name": "text", "type": "int"}"""),
            "conversation-left-out",
            turns(ROLE, TEXT),
            "unknown-role",
            turns(CONVERSATION, TEXT, """
                {"name": "role", "type": {"type": "enum", "name": "Role", "symbols": ["NARRATOR"]}}""")));

    @RegisterExtension
    final FailureReport report = new FailureReport(SEED);

    private final RegistryServer registry = RegistryServer.shared();
    private final WireFormat format = new WireFormat.Avro(registry.api(), false, Map.of());

    @Test
    void shouldJudgeWhatCanBeReadAndRefuseTheRestWhateverTheWriterChanges(@TempDir Path directory) throws Exception {
        report.watch(directory);
        Path bundle = TinyBundle.write(directory.resolve("bundle"));
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                AvroWriter writer = new AvroWriter(broker.bootstrapServers(), registry.api());
                CommittedRecords records =
                        new CommittedRecords(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            // Given
            Deployment.createInput(broker);
            broker.createTopic(UNDISTURBED_INPUT, Deployment.PARTITIONS, Map.of());
            Deployment changing = Deployment.create("changing", broker, directory, bundle);
            Deployment undisturbed = Deployment.create("undisturbed", broker, directory, bundle);
            List<Turn> turns = turns(3 * BETWEEN);
            for (Turn turn : turns) {
                writer.write(UNDISTURBED_INPUT, FIRST, turn);
            }

            // When the schema changes under load, and writers of all releases write on while the service is new
            try (LocalService service = service(changing, Deployment.INPUT)) {
                for (int i = 0; i < 2 * BETWEEN; i++) {
                    writer.write(Deployment.INPUT, i < BETWEEN ? FIRST : WITH_MORE_FIELDS, turns.get(i));
                }
                awaitRecords(records, changing.activations(), 2 * BETWEEN);
                assertThat(service.state()).isNotNull();
            }
            try (LocalService service = service(changing, Deployment.INPUT)) {
                for (int i = 2 * BETWEEN; i < turns.size(); i++) {
                    writer.write(Deployment.INPUT, RELEASES.get(i % RELEASES.size()), turns.get(i));
                    Turn before = turns.get(i);
                    if (i % BETWEEN == BETWEEN / 2) {
                        for (Map.Entry<String, Schema> one : INCOMPATIBLE.entrySet()) {
                            writer.write(Deployment.INPUT, one.getValue(), unreadable(before, one.getKey()));
                        }
                    }
                }
                awaitRecords(records, changing.activations(), turns.size());
                awaitRecords(records, changing.deadLetters(), INCOMPATIBLE.size());
                assertThat(service.state()).isNotNull();
            }
            try (LocalService service = service(undisturbed, UNDISTURBED_INPUT)) {
                awaitRecords(records, undisturbed.activations(), turns.size());
                assertThat(service.state()).isNotNull();
            }

            // Then
            assertThat(judged(records, changing))
                    .as("seed %d", SEED)
                    .isEqualTo(judged(records, undisturbed))
                    .hasSizeGreaterThan(1);
            assertThat(judged(records, changing).values().stream()
                            .mapToInt(List::size)
                            .sum())
                    .as("seed %d: each turn once", SEED)
                    .isEqualTo(turns.size());
            assertThat(alerts(records, changing))
                    .as("seed %d", SEED)
                    .isNotEmpty()
                    .isEqualTo(alerts(records, undisturbed));
            assertThat(read(records, changing.deadLetters(), DeadLetter.class))
                    .hasSize(INCOMPATIBLE.size())
                    .allSatisfy(letter -> {
                        assertThat(letter.reason()).isEqualTo("malformed-avro");
                        assertThat(letter.detail()).startsWith("value is neither a Turn nor a Transcript: ");
                    });
            for (String topic : List.of(changing.activations(), changing.alerts(), changing.deadLetters())) {
                records.readAll(topic, record -> assertThat(new String(record.value(), UTF_8))
                        .as("seed %d, %s", SEED, topic)
                        .doesNotContain(Conversations.MARK));
            }
        }
    }

    /** The other way: then it is the writer that fails, and nothing comes that cannot be read. */
    @Test
    void shouldBeSparedByARegistryThatDemandsForwardCompatibility() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                AvroWriter writer = new AvroWriter(broker.bootstrapServers(), registry.api());
                CommittedRecords records =
                        new CommittedRecords(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            // Given
            Turn turn = turns(1).get(0);
            broker.createTopic("guarded", 1, Map.of());
            writer.write("guarded", FIRST, turn);
            registry.require("guarded-value", "FORWARD");

            // When
            writer.write("guarded", WITH_MORE_FIELDS, turn);
            for (Map.Entry<String, Schema> one : INCOMPATIBLE.entrySet()) {
                assertThatThrownBy(() -> writer.write("guarded", one.getValue(), turn))
                        .as(one.getKey())
                        .isInstanceOf(RuleViolationException.class)
                        .hasMessageNotContaining(Conversations.MARK);
            }

            // Then
            assertThat(read(records, "guarded", Turn.class)).hasSize(2);
        }
    }

    private static Schema turns(String... fields) {
        return schema("Turn", fields);
    }

    private static Schema schema(String name, String... fields) {
        return new Schema.Parser().parse("""
                {"type": "record", "name": "%s", "namespace": "dev.assay.schemas", "fields": [%s, %s]}
                """.formatted(name, String.join(", ", fields), REST));
    }

    private LocalService service(Deployment deployment, String input) {
        Map<String, String> settings = Map.of(
                "assay.input.topic",
                input,
                "assay.wire.format",
                "avro",
                "assay.wire.registry",
                registry.api().toString());
        return new LocalService(deployment, settings, UnaryOperator.identity());
    }

    /** Seeded, of many conversations, a second of record time apart. */
    private static List<Turn> turns(int wanted) throws Exception {
        Conversations conversations = new Conversations(SEED, 0);
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(wanted);
        List<Turn> turns = new ArrayList<>();
        while (turns.size() < wanted) {
            JsonNode turn = JSON.readTree(conversations.next().json());
            if (turn.has("text")) { // no transcript
                turns.add(new Turn(
                        turn.get("conversationId").textValue(),
                        turn.get("turnId").textValue(),
                        Role.valueOf(turn.get("role").textValue().toUpperCase(Locale.ROOT)),
                        turn.get("text").textValue(),
                        start.plusSeconds(turns.size()),
                        null,
                        null,
                        null));
            }
        }
        return turns;
    }

    /** Of the same conversation, with an id of its own, so that it would be judged if it could be. */
    private static Turn unreadable(Turn before, String why) {
        return new Turn(
                before.conversationId(),
                "unreadable-" + why,
                before.role(),
                Conversations.MARK,
                before.timestamp(),
                null,
                null,
                null);
    }

    /** By conversation, in order: which turns were judged, and how. */
    private Map<String, List<String>> judged(CommittedRecords records, Deployment deployment) {
        return byConversation(
                read(records, deployment.activations(), Activations.class),
                Activations::conversationId,
                one -> one.turnId() + ", " + one.tokens() + " tokens: " + one.detectors());
    }

    private Map<String, List<String>> alerts(CommittedRecords records, Deployment deployment) {
        return byConversation(
                read(records, deployment.alerts(), Alert.class),
                Alert::conversationId,
                one -> one.alertId() + ": " + one.score());
    }

    private static <T> Map<String, List<String>> byConversation(
            List<T> all, Function<T, String> conversation, Function<T, String> text) {
        Map<String, List<String>> grouped = new HashMap<>();
        all.forEach(one -> grouped.computeIfAbsent(conversation.apply(one), id -> new ArrayList<>())
                .add(text.apply(one)));
        return grouped;
    }

    private <T extends Record> List<T> read(CommittedRecords records, String topic, Class<T> type) {
        Deserializer<T> deserializer = format.serde(type).deserializer();
        return raw(records, topic).stream()
                .map(record -> deserializer.deserialize(topic, record.value()))
                .toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> raw(CommittedRecords records, String topic) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        records.readAll(topic, all::add);
        return all;
    }

    private static void awaitRecords(CommittedRecords records, String topic, int wanted) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (raw(records, topic).size() < wanted) {
            assertThat(System.nanoTime())
                    .as("seed %d, waiting for %s", SEED, topic)
                    .isLessThan(deadline);
            Thread.sleep(200);
        }
    }
}
