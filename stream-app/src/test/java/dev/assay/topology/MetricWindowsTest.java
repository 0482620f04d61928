package dev.assay.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.config.Config;
import dev.assay.schemas.MetricWindow;
import dev.assay.schemas.Outcome;
import dev.assay.schemas.Role;
import dev.assay.schemas.avro.AvroBinary;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricWindowsTest {

    private static final Duration SIZE = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final long START = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final AvroBinary<TurnGroup> GROUPS = AvroBinary.of(TurnGroup.class);
    private static final AvroBinary<TurnTally> TALLIES = AvroBinary.of(TurnTally.class);
    private static final AvroBinary<MetricWindow> WINDOWS = AvroBinary.of(MetricWindow.class);

    private final List<MonitorEvent> events = new CopyOnWriteArrayList<>();
    private final TopologyTestDriver driver;
    private final TestInputTopic<TurnGroup, TurnTally> turns;
    private final TestOutputTopic<String, MetricWindow> finals;

    MetricWindowsTest(@TempDir Path state) {
        Config config = Config.of(Map.of(
                "assay.state.dir", state.toString(), "assay.metrics.window", "1m", "assay.metrics.grace", "30s"));
        Topology topology = new Topology()
                .addSource("turns", GROUPS.deserializer(), TALLIES.deserializer(), "turns")
                .addProcessor("count", MetricWindows.step(config, events::add), "turns")
                .addSink("finals", "finals", new StringSerializer(), WINDOWS.serializer(), "count");
        Properties properties = StreamsProperties.of(config);
        driver = new TopologyTestDriver(topology, properties, Instant.ofEpochMilli(START));
        turns = driver.createInputTopic("turns", GROUPS.serializer(), TALLIES.serializer());
        finals = driver.createOutputTopic("finals", new StringDeserializer(), WINDOWS.deserializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldPublishAWindowWhenItsGraceHasPassedAndNeverAgain() {
        // Given
        turn("m1", 0);
        turn("m1", 59_999);
        turn("m1", 60_000);
        turn("m1", 89_999);
        assertThat(finals.isEmpty()).as("before the grace has passed").isTrue();
        // When
        turn("m1", 90_000);
        // Then
        assertThat(finals()).containsExactly("0 m1 a 2", "0 m1 b 2");
        turn("m1", 90_000);
        turn("m1", 149_999);
        assertThat(finals.isEmpty()).as("published once").isTrue();
        turn("m1", 150_000);
        assertThat(finals()).containsExactly("60 m1 a 4", "60 m1 b 4");
    }

    @Test
    void shouldPublishTheCountsOfAWindowAtTheTimeOfItsLastTurnAndUnderNobodysTrace() {
        // Given
        turns.pipeInput(group("m1"), tally(Outcome.FLAGGED, 0.95, true), START + 5_000);
        turns.pipeInput(group("m1"), tally(Outcome.ABSTAINED, 0.5, false), START + 59_000);
        turns.pipeInput(group("m1"), tally(Outcome.CLEAR, 0.05, false), START + 10_000);
        // When
        RecordHeaders trace = new RecordHeaders();
        trace.add("traceparent", new byte[] {1});
        turns.pipeInput(new TestRecord<>(group("m1"), tally(Outcome.CLEAR, 0, false), trace, START + 100_000));
        // Then
        TestRecord<String, MetricWindow> published = finals.readRecord();
        MetricWindow window = published.value();
        assertThat(published.key()).isEqualTo("a");
        assertThat(published.timestamp()).isEqualTo(START + 59_000);
        assertThat(published.headers()).isEmpty();
        assertThat(window.start()).isEqualTo(Instant.ofEpochMilli(START));
        assertThat(window.end()).isEqualTo(Instant.ofEpochMilli(START).plus(SIZE));
        assertThat(window.turns()).isEqualTo(3);
        assertThat(window.flagged()).isEqualTo(1);
        assertThat(window.abstained()).isEqualTo(1);
        assertThat(window.alerts()).isEqualTo(1);
        assertThat(window.scoreMax()).isEqualTo(0.95);
        assertThat(window.scoreSum()).isEqualTo(1.0);
    }

    @Test
    void shouldPublishTheWindowsThatAJumpClosesInTheOrderOfTheirTime() {
        // Given
        turn("m2", 61_000);
        turn("m1", 62_000);
        turn("m1", 40_000);
        turn("m2", 2_000);
        // When
        turn("m1", Duration.ofDays(2).toMillis());
        // Then
        assertThat(finals())
                .containsExactly(
                        "0 m1 a 1",
                        "0 m1 b 1",
                        "0 m2 a 1",
                        "0 m2 b 1",
                        "60 m1 a 1",
                        "60 m1 b 1",
                        "60 m2 a 1",
                        "60 m2 b 1");
    }

    @Test
    void shouldCountALateTurnWithinTheGraceOnly() {
        // Given
        turn("m1", 30_000);
        turn("m1", 89_999);
        // When
        turn("m1", 59_000);
        assertThat(events).isEmpty();
        turn("m1", 90_000);
        turn("m1", 59_000);
        turn("m2", 59_000);
        turn("m1", 400_000);
        // Then
        assertThat(finals()).containsExactly("0 m1 a 2", "0 m1 b 2", "60 m1 a 2", "60 m1 b 2");
        assertThat(events).containsExactly(new MonitorEvent.TurnUncounted(), new MonitorEvent.TurnUncounted());
    }

    @Test
    void shouldOutliveTimesNoClockHasShown() {
        // Given
        turns.pipeInput(group("m1"), tally(), 0);
        turn("m1", 0);
        // When
        turns.pipeInput(group("liar"), tally(), Long.MAX_VALUE);
        turns.pipeInput(group("liar"), tally(), Long.MAX_VALUE - 1);
        turn("m1", 1_000);
        // Then
        assertThat(finals())
                .containsExactly(-START / 1_000 + " m1 a 1", -START / 1_000 + " m1 b 1", "0 m1 a 1", "0 m1 b 1");
        assertThat(events).as("what comes after is told").containsExactly(new MonitorEvent.TurnUncounted());
    }

    @Test
    void shouldPublishEachOfManyGroupsOnce() {
        // Given
        int groups = 5_000;
        for (int i = 0; i < groups; i++) {
            turn("model-" + i, i);
        }
        // When
        turn("m1", 90_000);
        // Then
        assertThat(finals.readValuesToList())
                .extracting(MetricWindow::model)
                .doesNotContain("m1")
                .hasSize(2 * groups)
                .satisfies(models -> assertThat(models.stream().distinct()).hasSize(groups));
        assertThat(driver.getKeyValueStore(OpenWindows.STORE).all())
                .as("only the one that is open is kept")
                .toIterable()
                .hasSize(1);
    }

    @Test
    void shouldPublishWhatAPlainLoopCounts() {
        // Given
        long seed = System.nanoTime();
        Random random = new Random(seed);
        PlainWindows expected = new PlainWindows();
        long now = START;
        for (int i = 0; i < 5_000; i++) {
            now += random.nextInt(20) == 0 ? random.nextInt(400_000) : random.nextInt(5_000);
            long time = now - (random.nextInt(3) == 0 ? random.nextInt(150_000) : 0);
            String model = "m" + random.nextInt(3);
            // When
            turns.pipeInput(group(model), tally(), time);
            expected.turn(model, time);
        }
        // Then
        assertThat(finals()).as("seed %d", seed).isEqualTo(expected.finals).isNotEmpty();
        assertThat(events).as("seed %d", seed).hasSize(expected.uncounted).isNotEmpty();
    }

    /** Counts with all windows in memory. */
    private static final class PlainWindows {
        private final List<String> finals = new ArrayList<>();
        private final TreeMap<Long, TreeMap<String, Integer>> open = new TreeMap<>();
        private int uncounted;
        private long latest;

        void turn(String model, long time) {
            latest = Math.max(latest, time);
            long start = Math.floorDiv(time, SIZE.toMillis()) * SIZE.toMillis();
            if (isOver(start)) {
                uncounted++;
            } else {
                open.computeIfAbsent(start, key -> new TreeMap<>()).merge(model, 1, Integer::sum);
            }
            while (!open.isEmpty() && isOver(open.firstKey())) {
                long seconds = (open.firstKey() - START) / 1_000;
                open.pollFirstEntry().getValue().forEach((group, count) -> {
                    finals.add(seconds + " " + group + " a " + count);
                    finals.add(seconds + " " + group + " b " + count);
                });
            }
        }

        private boolean isOver(long start) {
            return start + SIZE.toMillis() + GRACE.toMillis() <= latest;
        }
    }

    private void turn(String model, long millis) {
        turns.pipeInput(group(model), tally(), START + millis);
    }

    static TurnGroup group(String model) {
        return new TurnGroup(model, Role.USER, MonitorDriver.BUNDLE);
    }

    static TurnTally tally() {
        return tally(Outcome.CLEAR, 0.25, false);
    }

    private static TurnTally tally(Outcome outcome, double score, boolean alert) {
        return new TurnTally(List.of(
                new TurnTally.Result("b", outcome, score, alert), new TurnTally.Result("a", outcome, score, alert)));
    }

    /** Seconds from the start to the window's, model, detector, turns. */
    private List<String> finals() {
        return finals.readValuesToList().stream().map(MetricWindowsTest::line).toList();
    }

    static String line(MetricWindow window) {
        return (window.start().toEpochMilli() - START) / 1_000 + " " + window.model() + " " + window.detector() + " "
                + window.turns();
    }
}
