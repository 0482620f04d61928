package dev.assay.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.Config;
import dev.assay.schemas.MetricWindow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One task after another over the same directory. */
class MetricWindowsRestartTest {

    private static final long START = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    private final List<MonitorEvent> events = new ArrayList<>();
    private final Path directory;
    private final Config config;
    private long streamTime; // as Kafka Streams commits it with the offsets
    private MockProcessorContext<String, MetricWindow> context;
    private KeyValueStore<Bytes, WindowTally> store;
    private Processor<TurnGroup, TurnTally, String, MetricWindow> processor;

    @SuppressWarnings("NullAway.Init") // start() sets the rest
    MetricWindowsRestartTest(@TempDir Path directory) {
        this.directory = directory;
        this.config = Config.of(Map.of(
                "assay.state.dir", directory.toString(), "assay.metrics.window", "1m", "assay.metrics.grace", "30s"));
        start();
    }

    @AfterEach
    void close() {
        processor.close();
        store.close();
    }

    @Test
    void shouldGoOnCountingInAWindowThatWasOpen() {
        // Given
        turn(1_000);
        turn(61_000);
        // When
        restart();
        turn(2_000);
        turn(90_000);
        // Then
        assertThat(finals()).containsExactly("0 m1 a 2", "0 m1 b 2");
        assertThat(events).isEmpty();
    }

    @Test
    void shouldPublishNoWindowAgain() {
        // Given
        turn(1_000);
        turn(90_000);
        assertThat(finals()).hasSize(2);
        // When
        restart();
        turn(2_000);
        turn(91_000);
        // Then
        assertThat(finals()).isEmpty();
        assertThat(events).containsExactly(new MonitorEvent.TurnUncounted());
    }

    @Test
    void shouldPublishWhatOnlyTheFirstTurnAfterARestartCloses() {
        // Given
        turn(1_000);
        turn(61_000);
        // When
        restart();
        turn(3_600_000);
        // Then
        assertThat(finals()).containsExactly("0 m1 a 1", "0 m1 b 1", "60 m1 a 1", "60 m1 b 1");
    }

    private void start() {
        context = new MockProcessorContext<>(StreamsProperties.of(config), new TaskId(0, 0), directory.toFile());
        store = OpenWindows.builder()
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        processor = MetricWindows.step(config, events::add).get();
        processor.init(context);
    }

    private void restart() {
        close();
        start();
    }

    private void turn(long millis) {
        long time = START + millis;
        streamTime = Math.max(streamTime, time);
        context.setCurrentStreamTimeMs(streamTime);
        processor.process(new Record<>(MetricWindowsTest.group("m1"), MetricWindowsTest.tally(), time));
    }

    private List<String> finals() {
        List<String> finals = context.forwarded().stream()
                .map(forward -> MetricWindowsTest.line(forward.record().value()))
                .toList();
        context.resetForwards();
        return finals;
    }
}
