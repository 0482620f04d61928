package dev.assay.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MonitorDescriptionTest {

    /** The one store that was given up: Kafka Streams took its tasks for corrupt at every restart. */
    private static final String FORMER_WINDOWS = "(stores: [windows])";

    @Test
    void shouldHaveTheTopologyThatIsWrittenDown() throws IOException {
        assertThat(description()).isEqualTo(golden(4));
    }

    @Test
    void shouldKeepTheStateAndInternalTopicsOfEarlierReleases() throws IOException {
        // Given
        List<String> kept = new ArrayList<>(stateAndTopics(golden(1)));
        kept.removeIf(line -> line.contains(FORMER_WINDOWS));
        // Then
        assertThat(kept).isNotEmpty();
        assertThat(stateAndTopics(description()))
                .as("they are named after their place: without them, what is in them is lost")
                .containsAll(kept);
    }

    @Test
    void shouldKeepThemWhenErasuresAreSwitchedOn() throws IOException {
        // Given
        List<String> kept = new ArrayList<>(stateAndTopics(golden(4)));
        kept.removeIf(line -> line.contains("Source: input "));
        // Then
        assertThat(kept).isNotEmpty();
        assertThat(stateAndTopics(description(Map.of("assay.erasures.topic", "assay.erasures"))))
                .containsAll(kept)
                .anyMatch(line -> line.contains("Source: input (topics: [assay.erasures, assay.turns])"))
                .anyMatch(line -> line.contains("Processor: forget (stores: [verdicts, verdicts-expiry])"));
    }

    private static String description() {
        return description(Map.of());
    }

    private static String description(Map<String, String> changes) {
        MonitorParts parts = MonitorDriver.parts(new WordReader(), MonitorListener.NONE);
        Map<String, String> settings = new HashMap<>(changes);
        settings.put("assay.activations.enabled", "true");
        return MonitorTopology.build(MonitorDriver.config(settings), parts)
                .describe()
                .toString();
    }

    private static String golden(int version) throws IOException {
        String name = "monitor-topology-v" + version + ".txt";
        try (InputStream in = MonitorDescriptionTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        }
    }

    /** Each after the number of its sub-topology, which is part of the name of its directory and changelog. */
    private static List<String> stateAndTopics(String description) {
        List<String> found = new ArrayList<>();
        String subTopology = "";
        for (String line : description.lines().map(String::strip).toList()) {
            if (line.startsWith("Sub-topology:")) {
                subTopology = line;
            } else if (line.contains("(topic") || (line.contains("(stores:") && !line.contains("[]"))) {
                found.add(subTopology + " " + line);
            }
        }
        return found;
    }
}
