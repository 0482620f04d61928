package dev.assay.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.batching.OldestWork;
import dev.assay.config.Config;
import dev.assay.schemas.Source;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

class ReplayTopologyTest {

    private static final InputRange RANGE = new InputRange(
            "assay.turns",
            new TreeMap<>(Map.of(0, new InputRange.Offsets(5, 10, 20), 1, new InputRange.Offsets(0, 0, 0))));

    @Test
    void shouldKeepIntakeApartFromWhatFollowsIt() {
        // Given
        MonitorParts parts =
                new MonitorParts(new WordReader(), "engine", List.of(), List.of(), "bundle", MonitorListener.NONE);

        // When
        Topology topology = ReplayTopology.build(Config.of(Map.of()), parts, new OldestWork(), RANGE);
        String written = topology.describe().toString();

        // Then
        assertThat(topology.describe().subtopologies())
                .as("a task that read both topics would wait for the one whose range is done: %s", written)
                .hasSize(2)
                .extracting(TopologyDescription.Subtopology::id)
                .doesNotHaveDuplicates();
        assertThat(written)
                .contains("topic: assay.alerts", "topic: assay.dead-letters", "topics: [assay.turns]")
                .doesNotContain("assay.metrics", "assay.dispositions", "assay.activations");
    }

    @Test
    void shouldContainWhatIsReplayedAndNotTheWarmUp() {
        assertThat(RANGE.contains(new Source("assay.turns", 0, 9, 0))).isFalse();
        assertThat(RANGE.contains(new Source("assay.turns", 0, 10, 3))).isTrue();
        assertThat(RANGE.contains(new Source("assay.turns", 0, 19, 0))).isTrue();
        assertThat(RANGE.contains(new Source("assay.turns", 0, 20, 0))).isFalse();
        assertThat(RANGE.contains(new Source("assay.turns", 1, 0, 0))).isFalse();
        assertThat(RANGE.contains(new Source("assay.turns", 2, 10, 0))).isFalse();
        assertThat(RANGE.contains(new Source("other", 0, 10, 0))).isFalse();
        assertThat(RANGE.length()).isEqualTo(10);
    }

    @Test
    void shouldRefuseOffsetsInTheWrongOrder() {
        assertThatThrownBy(() -> new InputRange.Offsets(11, 10, 20))
                .hasMessage("offsets are 11, 10 and 20; expected warm-up, start and end of the range, in this order");
        assertThatThrownBy(() -> new InputRange.Offsets(0, 21, 20)).isInstanceOf(IllegalArgumentException.class);
    }
}
