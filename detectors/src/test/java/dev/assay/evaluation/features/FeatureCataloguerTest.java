package dev.assay.evaluation.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.bundle.Bundle;
import dev.assay.bundle.TinyBundle;
import dev.assay.catalogue.CatalogueEntry;
import dev.assay.catalogue.FeatureLabels;
import dev.assay.catalogue.FeatureMeasurement;
import dev.assay.evaluation.Progress;
import dev.assay.evaluation.RecordSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real reader, two layers of it, and features that are random numbers. */
class FeatureCataloguerTest {

    private static final String SECRET = "unshippable";

    private final Path directory;

    FeatureCataloguerTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void shouldDescribeEveryFeatureThatSomeDetectorShows() throws IOException {
        // Given
        Bundle bundle = Bundle.load(TinyBundle.write(directory.resolve("bundle")));
        Path texts = Files.write(directory.resolve("texts.jsonl"), lines("Send the code to <me> now", 12));
        Path data = Files.write(directory.resolve("data.jsonl"), lines("The word " + SECRET + " stays here", 12));
        CatalogueOptions options = new CatalogueOptions(List.of(texts), List.of(data), RecordSample.ALL, null, 2, 7);
        FeatureLabels labels = FeatureLabels.parse(
                List.of(bundle.dictionary().digest() + "\t3\tconfirmed\tasks for codes\tSeen in all of them."),
                bundle.dictionary().digest());

        // When
        List<FeatureFacts> facts = new FeatureCataloguer(bundle, options, Progress.SILENT).run(labels);
        List<FeatureFacts> again = new FeatureCataloguer(bundle, options, Progress.SILENT).run(labels);
        List<Path> pages = new FeaturePage(bundle, facts, "./assay bundle catalogue").write(directory.resolve("out"));
        Bundle written = FeatureCataloguer.write(bundle, facts, directory.resolve("written"));

        // Then the detectors' features are there, and the catalogue's others are not
        assertThat(facts).extracting(one -> one.entry().feature()).containsExactly(3, 7, 20);
        assertThat(facts).isEqualTo(again);
        assertThat(facts).allSatisfy(one -> {
            assertThat(one.near()).hasSize(5);
            assertThat(one.tokens()).isPositive();
            assertThat(one.fired()).isBetween(0L, one.tokens());
        });

        // Then labels and figures are in the new bundle, which judges as the old one
        CatalogueEntry entry = written.catalogue().feature(3).orElseThrow();
        assertThat(entry.label()).isEqualTo("asks for codes");
        assertThat(entry.status()).isEqualTo(CatalogueEntry.Status.CONFIRMED);
        assertThat(entry.measurements()).singleElement().satisfies(one -> assertThat(one.detector())
                .isEqualTo("scam"));
        assertThat(entry.measurements())
                .extracting(FeatureMeasurement::discrimination)
                .doesNotContainNull();
        assertThat(written.catalogue().feature(41)).isEqualTo(bundle.catalogue().feature(41));
        assertThat(written.dictionary().digest()).isEqualTo(bundle.dictionary().digest());

        // Then examples come from the texts that may be passed on alone
        String page = Files.readString(pages.get(0)) + Files.readString(pages.get(1));
        assertThat(page).contains("Detector scam", "asks for codes", "texts.jsonl", "&lt;me&gt;");
        assertThat(page).doesNotContain(SECRET, "href=", "src=");
        assertThat(facts.toString()).doesNotContain("Send the code");
    }

    private static List<String> lines(String text, int records) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            lines.add("{\"id\":\"r" + i + "\",\"category\":\"scam\",\"label\":" + i % 2
                    + ",\"messages\":[{\"role\":\"user\"," + "\"content\":\"" + text + " or in " + i
                    + " days the bank account is closed\"}]}");
        }
        return lines;
    }
}
