package dev.assay.topology;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That nothing of the text of an erased conversation is left where the service keeps it, on a real broker and disk. */
@Timeout(900)
class ErasureIT {

    private static final String SECRET = "heliotrope-4711";
    private static final int OTHERS = 12;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);
    private static final List<String> STATE =
            List.of("assay-contexts-changelog", "assay-verdicts-changelog", "assay-journal-changelog");

    private int sent;

    @Test
    void shouldLeaveNoByteOfAnErasedConversationWhereTheServiceKeepsIt(@TempDir Path directory) throws Exception {
        try (MonitorCluster cluster =
                new MonitorCluster(directory.resolve("broker"), Map.of("log.cleaner.backoff.ms", "200"))) {
            // Given
            cluster.createTopic("assay.erasures");
            Map<String, String> settings = Map.of("assay.erasures.topic", "assay.erasures");
            Config config = cluster.config(directory.resolve("state"), settings);
            try (MonitorApplication application = application(config)) {
                application.start();
                for (int turn = 0; turn < 3; turn++) {
                    send(cluster, "erased", "turn " + turn + " says " + SECRET);
                }
                sendOthers(cluster);
                cluster.await("assay.activations", sent);
                await("text in the changelog", () -> holds(cluster, "assay-contexts-changelog"));
            } // which writes its state to files

            // When
            try (MonitorApplication application = application(config)) {
                application.start();
                cluster.erase("erased");
                await(
                        "tombstones",
                        () -> isLastATombstone(cluster, "assay-contexts-changelog")
                                && isLastATombstone(cluster, "assay-verdicts-changelog"));
                cluster.compactSoon(STATE);
                sendOthers(cluster); // compaction leaves the segment alone that is being written
                cluster.await("assay.activations", sent);
                sendOthers(cluster);
                cluster.await("assay.activations", sent);

                // Then
                for (String topic : STATE) {
                    await("compaction of " + topic, () -> !holds(cluster, topic));
                }
            }
            assertThat(filesThatHold(directory.resolve("state"), SECRET))
                    .as("else nothing is shown by what follows")
                    .isNotEmpty();

            // When it is started again on the same files
            try (MonitorApplication application = application(config)) {
                application.start();
                sendOthers(cluster);
                cluster.await("assay.activations", sent);
            }

            // Then
            assertThat(filesThatHold(directory.resolve("state"), "other-1")).isNotEmpty();
            assertThat(filesThatHold(directory.resolve("state"), SECRET)).isEmpty();

            // When the files are deleted instead
            Path restored = directory.resolve("restored");
            try (MonitorApplication application = application(cluster.config(restored, settings))) {
                application.start();
                sendOthers(cluster);
                cluster.await("assay.activations", sent);
            }

            // Then
            assertThat(filesThatHold(restored, "other-1"))
                    .as("else the search finds nothing")
                    .isNotEmpty();
            assertThat(filesThatHold(restored, SECRET)).isEmpty();
        }
    }

    private static MonitorApplication application(Config config) {
        return new MonitorApplication(config, MonitorDriver.parts(new WordReader(), MonitorListener.NONE));
    }

    private void sendOthers(MonitorCluster cluster) {
        for (int other = 0; other < OTHERS; other++) {
            send(cluster, "other-" + other, "good day");
        }
    }

    private void send(MonitorCluster cluster, String conversation, String text) {
        String turn = "t" + sent++;
        cluster.send(0, Instant.now(), MonitorDriver.turnJson(conversation, turn, text));
    }

    private static boolean holds(MonitorCluster cluster, String topic) {
        return cluster.records(topic).stream()
                .anyMatch(record -> record.value() != null && new String(record.value(), UTF_8).contains(SECRET));
    }

    private static boolean isLastATombstone(MonitorCluster cluster, String topic) {
        Map<String, ConsumerRecord<byte[], byte[]>> last = new HashMap<>();
        cluster.records(topic).forEach(record -> last.put(new String(record.key(), UTF_8), record));
        return last.containsKey("erased")
                && Objects.requireNonNull(last.get("erased")).value() == null;
    }

    private static List<Path> filesThatHold(Path directory, String text) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("time for %s", what).isLessThan(until);
            Thread.sleep(200);
        }
    }
}
