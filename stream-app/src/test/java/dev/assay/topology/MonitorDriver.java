package dev.assay.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.catalogue.CatalogueEntry;
import dev.assay.catalogue.CatalogueEntry.Status;
import dev.assay.catalogue.FeatureReference;
import dev.assay.chat.Role;
import dev.assay.config.Config;
import dev.assay.detector.Calibration;
import dev.assay.detector.Detector;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.FeatureColumn;
import dev.assay.detector.Mode;
import dev.assay.detector.Pooling;
import dev.assay.detector.Severity;
import dev.assay.detector.WeightedProbe;
import dev.assay.reader.Reader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The whole topology without a broker, with two detectors on the first column: "scam", and its shadow. */
final class MonitorDriver implements AutoCloseable {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    static final String BUNDLE = "b".repeat(64);
    static final Duration NOW = Duration.ZERO; // after the start
    static final String BAD = "please transfer it"; // flagged
    static final Duration POLL = Duration.ofMillis(20);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<MonitorEvent> events = new CopyOnWriteArrayList<>();
    final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> input;
    private final Map<String, TestOutputTopic<String, byte[]>> outputs = new HashMap<>();

    MonitorDriver(Reader reader, Map<String, String> settings) {
        Config config = config(settings);
        Properties properties = StreamsProperties.of(config);
        driver = new TopologyTestDriver(MonitorTopology.build(config, parts(reader, events::add)), properties, START);
        input = driver.createInputTopic("assay.turns", new ByteArraySerializer(), new ByteArraySerializer());
    }

    static Config config(Map<String, String> settings) {
        try {
            Map<String, String> all = new HashMap<>();
            all.put("assay.state.dir", Files.createTempDirectory("assay-test").toString());
            all.putAll(settings);
            return Config.of(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static MonitorParts parts(Reader reader, MonitorListener listener) {
        FeatureReference reference = new FeatureReference(0.1, 1, 2);
        CatalogueEntry entry = new CatalogueEntry(7, "said before", "", "general", Status.UNCONFIRMED, reference);
        return new MonitorParts(
                reader,
                "test 1",
                List.of(detector("scam", Mode.ACTIVE), detector("scam-shadow", Mode.SHADOW)),
                List.of(new FeatureColumn(1, entry)),
                BUNDLE,
                listener);
    }

    private static Detector detector(String id, Mode mode) {
        DetectorSpec spec = new DetectorSpec(
                id,
                "scam",
                Severity.HIGH,
                mode,
                Set.of(Role.USER),
                List.of(new WeightedProbe("transfer", 1)),
                new Pooling.Max(),
                1,
                0,
                0.5,
                new Calibration.Platt(1, 0),
                new Calibration.Platt(1, 0),
                0.9,
                List.of());
        return new Detector(spec, new int[] {0}, List.of());
    }

    /** Sends a record a given time after the start, and lets what is done come out. */
    void send(byte[] value, Duration after) {
        sendOnly(value, after);
        poll();
    }

    void sendOnly(byte[] value, Duration after) {
        input.pipeInput(null, value, START.plus(after));
    }

    void poll() {
        driver.advanceWallClockTime(POLL);
    }

    /** Lets real time pass until what is read elsewhere has come out. */
    void pollUntil(BooleanSupplier condition) {
        Instant deadline = Instant.now().plus(LONGEST_WAIT);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("events so far: %s", events).isBefore(deadline);
            LockSupport.parkNanos(POLL.toNanos());
            poll();
        }
    }

    void turn(String conversation, String turnId, String text, Duration after) {
        send(turnJson(conversation, turnId, text), after);
    }

    static byte[] turnJson(String conversation, String turnId, String text) {
        return json(
                Map.of("conversationId", conversation, "turnId", turnId, "role", "user", "text", text, "model", "m1"));
    }

    static byte[] transcript(List<Map<String, String>> messages) {
        return json(Map.of("id", "c1", "messages", messages));
    }

    static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> alerts() {
        return read("assay.alerts");
    }

    List<JsonNode> deadLetters() {
        return read("assay.dead-letters");
    }

    List<JsonNode> read(String topic) {
        return records(topic).stream().map(record -> tree(record.value())).toList();
    }

    List<TestRecord<String, byte[]>> records(String topic) {
        return outputs.computeIfAbsent(
                        topic,
                        name -> driver.createOutputTopic(name, new StringDeserializer(), new ByteArrayDeserializer()))
                .readRecordsToList();
    }

    static JsonNode tree(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <K, V> KeyValueStore<K, V> store(String name) {
        return driver.getKeyValueStore(name);
    }

    long count(Class<? extends MonitorEvent> type) {
        return events.stream().filter(type::isInstance).count();
    }

    @Override
    public void close() {
        driver.close();
    }
}
