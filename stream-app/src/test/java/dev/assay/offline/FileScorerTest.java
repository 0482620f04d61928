package dev.assay.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.bundle.Bundle;
import dev.assay.bundle.TinyBundle;
import dev.assay.chat.Prompt;
import dev.assay.config.Config;
import dev.assay.engine.EngineException;
import dev.assay.reader.BatchListener;
import dev.assay.reader.Reader;
import dev.assay.reader.TurnScores;
import dev.assay.reader.UnreadableTurnException;
import dev.assay.reader.UnreadableTurnException.Reason;
import dev.assay.schemas.Activations;
import dev.assay.schemas.DetectorScore;
import dev.assay.topology.BundleReader;
import dev.assay.topology.MonitorListener;
import dev.assay.topology.MonitorParts;
import dev.assay.topology.MonitorTopology;
import dev.assay.topology.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileScorerTest {

    private static final String DEMO = "/dev/assay/demo/demo.jsonl";

    @Test
    void shouldGiveTheVerdictsOfTheStream(@TempDir Path directory) throws Exception {
        // Given
        Path bundleDirectory = TinyBundle.write(directory.resolve("bundle"));
        Config config = Config.of(Map.of(
                "assay.bundle", bundleDirectory.toString(),
                "assay.state.dir", directory.resolve("state").toString(),
                "assay.activations.enabled", "true"));
        Bundle bundle = Bundle.load(bundleDirectory);
        try (BundleReader reader = BundleReader.open(config, bundle, BatchListener.NONE)) {
            // When
            Map<String, List<Double>> offline = offline(config, bundle, reader);
            Map<String, List<Double>> stream = stream(config, bundle, reader, offline.size());

            // Then
            assertThat(offline).hasSizeGreaterThan(40).containsExactlyInAnyOrderEntriesOf(stream);
        }
    }

    @Test
    void shouldRejectATurnThatCannotBeReadAndGoOnWithItsConversation(@TempDir Path directory) throws Exception {
        // Given
        Path bundleDirectory = TinyBundle.write(directory.resolve("bundle"));
        Config config = Config.of(Map.of("assay.bundle", bundleDirectory.toString()));
        Bundle bundle = Bundle.load(bundleDirectory);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long unread;
        AtomicInteger tries = new AtomicInteger();
        try (BundleReader reader = BundleReader.open(config, bundle, BatchListener.NONE);
                JsonResults results = new JsonResults(out, bundle.digest(), bundle.detectors())) {
            Reader failing = failingAt("poison", reader.reader(), tries);
            FileScorer scorer = new FileScorer(config, Wire.of(config).input(), bundle, failing);
            // When
            scorer.add(1, transcript("hello there", "the poison", "and good bye"), results);
            scorer.finish(results);
            unread = results.unread();
        }
        // Then
        List<JsonNode> lines = new ArrayList<>();
        for (String json : out.toString(UTF_8).lines().toList()) {
            lines.add(new ObjectMapper().readTree(json));
        }
        assertThat(lines).extracting(line -> line.path("turnId").asText()).containsExactly("0", "1", "2");
        assertThat(lines).extracting(line -> line.has("verdicts")).containsExactly(true, false, true);
        assertThat(lines.get(1).path("rejected").asText()).isEqualTo("not-finite");
        assertThat(lines.get(1).path("conversationId").asText()).isEqualTo("c");
        assertThat(out.toString(UTF_8)).doesNotContain("poison");
        assertThat(unread).isEqualTo(1);
        assertThat(tries).as("it was tried as often as in the stream").hasValue(3);
    }

    @Test
    void shouldFailWhenTheReaderCanReadNothing(@TempDir Path directory) throws Exception {
        // Given
        Path bundleDirectory = TinyBundle.write(directory.resolve("bundle"));
        Config config = Config.of(Map.of("assay.bundle", bundleDirectory.toString()));
        Bundle bundle = Bundle.load(bundleDirectory);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BundleReader reader = BundleReader.open(config, bundle, BatchListener.NONE);
                JsonResults results = new JsonResults(out, bundle.digest(), bundle.detectors())) {
            Reader failing = failingAt("", reader.reader(), new AtomicInteger());
            FileScorer scorer = new FileScorer(config, Wire.of(config).input(), bundle, failing);
            scorer.add(1, transcript("hello there"), results);
            // When, Then
            assertThatThrownBy(() -> scorer.finish(results)).isInstanceOf(EngineException.class);
            assertThat(results.unread()).isZero();
        }
    }

    private static byte[] transcript(String... texts) throws IOException {
        List<Map<String, String>> messages = Stream.of(texts)
                .map(text -> Map.of("role", "user", "content", text))
                .toList();
        return new ObjectMapper().writeValueAsBytes(Map.of("id", "c", "messages", messages));
    }

    /** The turns that contain a word cannot be read. */
    private static Reader failingAt(String word, Reader reader, AtomicInteger tries) {
        return new Reader() {
            @Override
            public CompletableFuture<TurnScores> read(Prompt prompt) {
                if (!prompt.turn().text().contains(word)) {
                    return reader.read(prompt);
                }
                tries.incrementAndGet();
                return CompletableFuture.failedFuture(
                        new UnreadableTurnException(Reason.NOT_FINITE, "a score was NaN, as the test asked for"));
            }

            @Override
            public void close() {}
        };
    }

    /** Scores of all detectors, by conversation and turn. */
    private static Map<String, List<Double>> offline(Config config, Bundle bundle, BundleReader reader)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FileScorer scorer = new FileScorer(config, Wire.of(config).input(), bundle, reader.reader());
        try (JsonResults results = new JsonResults(out, bundle.digest(), bundle.detectors())) {
            long line = 0;
            for (byte[] record : records()) {
                scorer.add(++line, record, results);
            }
            scorer.finish(results);
            assertThat(results.turns()).isPositive();
        }
        Map<String, List<Double>> scores = new HashMap<>();
        int rejected = 0;
        int duplicates = 0;
        for (String json : out.toString(UTF_8).lines().toList()) {
            JsonNode turn = new ObjectMapper().readTree(json);
            rejected += turn.has("rejected") ? 1 : 0;
            duplicates += turn.has("duplicate") ? 1 : 0;
            if (turn.has("verdicts")) {
                List<Double> row = new ArrayList<>();
                turn.path("verdicts").forEach(verdict -> {
                    row.add(verdict.path("turnScore").asDouble());
                    row.add(verdict.path("conversationScore").asDouble());
                });
                scores.put(
                        turn.path("conversationId").asText() + " "
                                + turn.path("turnId").asText(),
                        row);
            }
        }
        assertThat(rejected).as("the line that breaks off").isEqualTo(1);
        assertThat(duplicates).as("the turn delivered twice").isEqualTo(1);
        return scores;
    }

    private static Map<String, List<Double>> stream(Config config, Bundle bundle, BundleReader reader, int turns)
            throws IOException {
        MonitorParts parts = MonitorParts.of(bundle, reader.reader(), reader.engine(), MonitorListener.NONE);
        Properties properties = new Properties();
        properties.put("application.id", "score-test");
        properties.put("bootstrap.servers", "none:1");
        properties.put(
                "state.dir", config.get(dev.assay.config.Settings.STATE_DIR).toString());
        Map<String, List<Double>> scores = new HashMap<>();
        try (TopologyTestDriver driver = new TopologyTestDriver(
                MonitorTopology.build(config, parts), properties, Instant.parse("2026-02-03T10:00:00Z"))) {
            TestInputTopic<byte[], byte[]> input =
                    driver.createInputTopic("assay.turns", new ByteArraySerializer(), new ByteArraySerializer());
            TestOutputTopic<String, Activations> output = driver.createOutputTopic(
                    "assay.activations",
                    new StringDeserializer(),
                    Wire.of(config).format().serde(Activations.class).deserializer());
            List<byte[]> records = records();
            records.forEach(record -> input.pipeInput(null, record));
            long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
            while (scores.size() < turns && System.nanoTime() < deadline) {
                driver.advanceWallClockTime(Duration.ofMillis(20));
                output.readValuesToList()
                        .forEach(turn -> scores.put(
                                turn.conversationId() + " " + turn.turnId(),
                                turn.detectors().stream()
                                        .flatMap(FileScorerTest::scores)
                                        .toList()));
            }
        }
        return scores;
    }

    private static Stream<Double> scores(DetectorScore score) {
        return Stream.of(score.turnScore(), score.conversationScore());
    }

    private static List<byte[]> records() throws IOException {
        List<byte[]> records = new ArrayList<>();
        try (RecordLines lines = RecordLines.of(FileScorerTest.class.getResourceAsStream(DEMO))) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                records.add(line);
            }
        }
        return records;
    }
}
