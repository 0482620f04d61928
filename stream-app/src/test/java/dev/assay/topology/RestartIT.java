package dev.assay.topology;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.assay.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The service on a real broker, stopped and started again on its own directory. */
class RestartIT {

    private static final Pattern RESTORED =
            Pattern.compile("Finished restoring changelog .* to store (\\S+) with a total number of (\\d+) records");

    private final Logger kafkaStreams = (Logger) LoggerFactory.getLogger("org.apache.kafka.streams");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeEach
    void capture() {
        kafkaStreams.setLevel(Level.INFO);
        kafkaStreams.setAdditive(false);
        logged.start();
    }

    @AfterEach
    void release() {
        kafkaStreams.detachAppender(logged);
        kafkaStreams.setAdditive(true);
        kafkaStreams.setLevel(null);
    }

    /** One conversation, so that most tasks have had nothing to keep; and windows so short that the others keep none. */
    @Test
    void shouldFindAllStateAsItWasLeft(@TempDir Path directory) {
        Map<String, String> settings = Map.of("assay.metrics.window", "1s", "assay.metrics.grace", "0ms");
        try (MonitorCluster cluster = new MonitorCluster()) {
            // Given
            Config config = cluster.config(directory, settings);
            run(cluster, config, 1);
            // When
            kafkaStreams.addAppender(logged);
            run(cluster, config, 2);
            run(cluster, config, 3);
            // Then
            assertThat(cluster.readToEnd("assay.metrics"))
                    .as("two detectors, and a window that is over with each run but the first")
                    .hasSize(4)
                    .allSatisfy(
                            window -> assertThat(window.path("turns").asInt()).isEqualTo(1));
        }
        List<String> messages =
                logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        List<MatchResult> restored = messages.stream()
                .flatMap(message -> RESTORED.matcher(message).results())
                .toList();
        assertThat(messages).noneMatch(message -> message.contains("orrupt"));
        assertThat(restored)
                .extracting(store -> store.group(1))
                .contains("contexts", "verdicts", "triage", OpenWindows.STORE);
        assertThat(restored)
                .filteredOn(store -> !store.group(1).equals("journal"))
                .extracting(store -> store.group(2))
                .as("records restored")
                .containsOnly("0");
    }

    private static void run(MonitorCluster cluster, Config config, int run) {
        MonitorParts parts = MonitorDriver.parts(new WordReader(), MonitorListener.NONE);
        try (MonitorApplication application = new MonitorApplication(config, parts)) {
            application.start();
            cluster.send(
                    0,
                    cluster.start.plus(Duration.ofSeconds(2L * run)),
                    MonitorDriver.turnJson("c1", "t" + run, "please transfer it"));
            cluster.await("assay.activations", run);
            cluster.await("assay.metrics", 2 * (run - 1));
        }
    }
}
