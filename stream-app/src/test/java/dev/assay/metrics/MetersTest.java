package dev.assay.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetersTest {

    private static final Path PAGE = Path.of("../docs/metrics.md");

    @Test
    void shouldBeDocumentedAsInTheTable() throws IOException {
        assertThat(Files.readString(PAGE))
                .as("docs/metrics.md is generated: ./assay docs docs")
                .isEqualTo(MetersPage.markdown());
    }

    @Test
    void shouldNameEachMetricOnce() {
        assertThat(Meters.ALL).extracting(Meter::name).doesNotHaveDuplicates();
    }

    @Test
    void shouldLabelOnlyByWhatHasFewValues() {
        Set<String> few = Set.of(
                "detector",
                "category",
                "mode",
                "severity",
                "outcome",
                "decision",
                "role",
                "stage",
                "reason",
                "state",
                "partition",
                "bundle",
                "name",
                "reader",
                "engine",
                "version",
                "device",
                "precision",
                "cause",
                "java",
                "kind",
                "feature",
                "band",
                "model",
                "node",
                "store",
                "run"); // one for each process of a replay
        assertThat(Meters.ALL).flatExtracting(Meter::labels).isSubsetOf(few);
    }

    @Test
    void shouldRefuseANameThatBreaksTheConventions() {
        assertThatThrownBy(() -> Meter.counter("assay_turns", List.of(), "Turns."))
                .hasMessage(
                        "metric is called 'assay_turns'; expected assay_ and lower-case words, with _total at the end"
                                + " of counters only");
        assertThatThrownBy(() -> Meter.histogram("assay_wait_seconds", List.of(), List.of(), "Wait."))
                .hasMessage("assay_wait_seconds has 0 buckets; expected some for a histogram, none for others");
    }
}
