package dev.assay.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageTimesTest {

    private static final Duration NOW = Duration.ZERO;

    @Test
    void shouldTellTheTimeOfEachStageForWhatReachesIt() {
        try (MonitorDriver monitor = new MonitorDriver(new WordReader(), Map.of())) {
            // When
            monitor.turn("c1", "t1", "good day", NOW);
            monitor.turn("c1", "t1", "good day", NOW); // again: dropped
            monitor.turn("c2", "t1", "good evening", NOW);
            monitor.send("{".getBytes(UTF_8), NOW); // a dead letter

            // Then
            List<MonitorEvent.StageDone> done = monitor.events.stream()
                    .filter(MonitorEvent.StageDone.class::isInstance)
                    .map(MonitorEvent.StageDone.class::cast)
                    .toList();
            assertThat(done)
                    .extracting(MonitorEvent.StageDone::stage)
                    .filteredOn(Stage.INTAKE::equals)
                    .hasSize(4);
            assertThat(done)
                    .extracting(MonitorEvent.StageDone::stage)
                    .filteredOn(Stage.CONTEXT::equals)
                    .hasSize(3);
            assertThat(done)
                    .extracting(MonitorEvent.StageDone::stage)
                    .filteredOn(Stage.DETECTION::equals)
                    .hasSize(2);
            assertThat(done).allSatisfy(one -> assertThat(one.seconds()).isNotNegative());
        }
    }
}
