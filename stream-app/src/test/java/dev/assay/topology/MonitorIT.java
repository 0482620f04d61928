package dev.assay.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.bundle.Bundle;
import dev.assay.config.Config;
import dev.assay.reader.BatchListener;
import dev.assay.reader.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service on a real broker, the first test with the real reader too. */
class MonitorIT {

    private static final int CONVERSATIONS = 8;
    private static final int TURNS = 12;

    @Test
    void shouldReadEveryTurnOnceAndInOrderThoughStoppedInBetween(@TempDir Path directory) {
        Bundle bundle = AlarmBundle.write(directory.resolve("bundle"));
        try (MonitorCluster cluster = new MonitorCluster()) {
            // Given
            Config config = cluster.config(
                    directory.resolve("state"),
                    Map.of("assay.bundle", directory.resolve("bundle").toString(), "assay.stream.threads", "2"));
            sendTurns(cluster, 0, TURNS / 2);
            cluster.send(0, cluster.start, "not a turn".getBytes(UTF_8));
            try (BundleReader reader = BundleReader.open(config, bundle, BatchListener.NONE)) {
                MonitorParts parts = MonitorParts.of(bundle, reader.reader(), reader.engine(), MonitorListener.NONE);
                // When
                try (MonitorApplication application = new MonitorApplication(config, parts)) {
                    application.start();
                    cluster.await("assay.activations", CONVERSATIONS);
                    sendTurns(cluster, TURNS / 2, TURNS);
                }
                try (MonitorApplication application = new MonitorApplication(config, parts)) {
                    application.start();
                    cluster.await("assay.activations", CONVERSATIONS * TURNS);
                }
            }
            // Then
            assertReadOnceInOrder(cluster.readToEnd("assay.activations"), TURNS);
            assertThat(cluster.readToEnd("assay.alerts"))
                    .as("one a conversation, the others in the cool-down")
                    .hasSize(CONVERSATIONS)
                    .allSatisfy(alert -> {
                        assertThat(alert.path("bundle").asText()).isEqualTo(bundle.digest());
                        assertThat(alert.path("score").asDouble()).isEqualTo(0.9975);
                    });
            assertThat(cluster.readToEnd("assay.dead-letters"))
                    .extracting(letter -> letter.path("reason").asText())
                    .containsExactly("malformed-json");
        }
    }

    @Test
    void shouldReadTenThousandTurnsOfOneTranscript(@TempDir Path directory) {
        int turns = 10_000;
        try (MonitorCluster cluster = new MonitorCluster()) {
            // Given
            List<Map<String, String>> messages = IntStream.range(0, turns)
                    .mapToObj(turn -> Map.of("role", "user", "content", "message number " + turn))
                    .toList();
            cluster.send(0, cluster.start, MonitorDriver.json(Map.of("id", "c0", "messages", messages)));
            Config config = cluster.config(directory, Map.of());
            // When
            MonitorParts parts = MonitorDriver.parts(new WordReader(), MonitorListener.NONE);
            try (MonitorApplication application = new MonitorApplication(config, parts)) {
                application.start();
                cluster.await("assay.activations", turns);
            }
            // Then
            assertReadOnceInOrder(cluster.readToEnd("assay.activations"), turns);
        }
    }

    @Test
    void shouldReadAgainWhatTheEngineFailedOn(@TempDir Path directory) {
        try (MonitorCluster cluster = new MonitorCluster()) {
            // Given
            sendTurns(cluster, 0, TURNS);
            Config config = cluster.config(directory, Map.of());
            Reader reader = failingAt(10, 30);
            // When
            MonitorParts parts = MonitorDriver.parts(reader, MonitorListener.NONE);
            try (MonitorApplication application = new MonitorApplication(config, parts)) {
                application.start();
                cluster.await("assay.activations", CONVERSATIONS * TURNS);
            }
            // Then
            assertReadOnceInOrder(cluster.readToEnd("assay.activations"), TURNS);
        }
    }

    private static void sendTurns(MonitorCluster cluster, int from, int to) {
        for (int turn = from; turn < to; turn++) {
            for (int conversation = 0; conversation < CONVERSATIONS; conversation++) {
                byte[] value =
                        MonitorDriver.turnJson("c" + conversation, Integer.toString(turn), "words of turn " + turn);
                cluster.send(conversation, cluster.start.plus(Duration.ofSeconds(turn)), value);
            }
        }
    }

    private static void assertReadOnceInOrder(List<JsonNode> activations, int turns) {
        Map<String, List<String>> read = new TreeMap<>();
        activations.forEach(
                turn -> read.computeIfAbsent(turn.path("conversationId").asText(), id -> new ArrayList<>())
                        .add(turn.path("turnId").asText()));
        List<String> expected =
                IntStream.range(0, turns).mapToObj(Integer::toString).toList();
        assertThat(read).allSatisfy((conversation, ids) -> assertThat(ids).isEqualTo(expected));
        assertThat(activations).hasSize(read.size() * turns);
    }

    private static Reader failingAt(Integer... reads) {
        WordReader reader = new WordReader();
        AtomicInteger count = new AtomicInteger();
        List<Integer> failures = List.of(reads);
        return new FailingReader(
                reader,
                prompt -> failures.contains(count.incrementAndGet()) ? FailingReader.engine() : Optional.empty());
    }
}
