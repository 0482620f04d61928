package dev.assay.replay;

import static dev.assay.replay.Runs.alert;
import static dev.assay.replay.Runs.byKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.schemas.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

    private static final SignedManifest MANIFEST = SignedManifest.of(Runs.manifest(), null);

    @Test
    void shouldSayWhatDiffersInAllThreeForms(@TempDir Path directory) throws IOException {
        // Given
        ReportedAlert lost = alert("<b>lost</b>", "scam", 0.8);
        Comparison comparison = Comparison.of(
                byKey(alert("same", "scam", 0.9), lost, alert("moved", "backdoor", 0.7)),
                byKey(alert("same", "scam", 0.9), alert("moved", "backdoor", 0.6512), alert("found", "scam", 0.5)),
                Map.of(lost.id(), Decision.CONFIRMED));

        // When
        ReportFiles.write(new ReplayReport(MANIFEST, Runs.ENGINE, comparison, 0, 3), directory);

        // Then
        JsonNode json =
                new ObjectMapper().readTree(directory.resolve("replay.json").toFile());
        assertThat(json.get("identical").booleanValue()).isFalse();
        assertThat(json.get("mustBeIdentical").booleanValue()).isTrue();
        assertThat(json.at("/outcomes/missing/confirmed").intValue()).isEqualTo(1);
        assertThat(json.get("differences")).hasSize(3);
        assertThat(json.at("/differences/0/then/score").doubleValue()).isEqualTo(0.7);
        assertThat(json.at("/differences/0/now/score").doubleValue()).isEqualTo(0.6512);
        assertThat(Files.readString(directory.resolve("REPLAY.md")))
                .startsWith("# Replay tuesday\n\nDiffers: 1 alert identical, 1 changed, 1 missing, 1 new.\n")
                .contains("1 alert that reviewers confirmed would have been lost")
                .contains("| missing | 1 | 1 | 0 | 0 | 0 |")
                .contains("| moved | turn-1 | backdoor | changed | 0.7000 | 0.6512 | -0.0488 | score, turnScore |")
                .contains("| 0 | 0 | 1200 | 2400 |") // as --from and --to take them
                .contains("has lost its first 3 records");
        assertThat(Files.readString(directory.resolve("replay.html")))
                .contains("<td>&lt;b&gt;lost&lt;/b&gt;</td>")
                .doesNotContain("<b>", "http:", "https:", "src=", "href=", "<script", "@import", "url(");
        assertThat(directory.resolve("manifest.json")).hasBinaryContent(MANIFEST.bytes());
    }

    @Test
    void shouldSayThatAllIsReproduced(@TempDir Path directory) throws IOException {
        // Given
        Map<AlertKey, ReportedAlert> alerts = byKey(alert("same", "scam", 0.9));

        // When
        ReportFiles.write(
                new ReplayReport(MANIFEST, Runs.ENGINE, Comparison.of(alerts, alerts, Map.of()), 0, 0), directory);

        // Then
        assertThat(Files.readString(directory.resolve("REPLAY.md")))
                .contains("Reproduced: 1 alert, all identical.")
                .contains("every difference needs an explanation")
                .contains("warmed from 2026-11-16T00:00:00Z")
                .doesNotContain("## Differences");
    }
}
