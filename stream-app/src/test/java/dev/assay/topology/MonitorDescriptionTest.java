package dev.assay.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MonitorDescriptionTest {

    @Test
    void shouldHaveTheTopologyThatStateAndInternalTopicsWereMadeFor() throws IOException {
        // Given
        String golden;
        try (InputStream in = getClass().getResourceAsStream("monitor-topology-v1.txt")) {
            golden = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
        MonitorParts parts = MonitorDriver.parts(new WordReader(), MonitorListener.NONE);
        // When
        String description = MonitorTopology.build(
                        MonitorDriver.config(Map.of("assay.activations.enabled", "true")), parts)
                .describe()
                .toString();
        // Then
        assertThat(description)
                .as("stores, internal topics and sub-topologies are named after their place: a change needs a reset")
                .isEqualTo(golden);
    }
}
