package dev.assay.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.graph.HookPoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void shouldFindFeaturesAndProbes() {
        // Given
        Probe probe = new Probe("scam", new HookPoint(5), new float[] {1, 2}, 3);
        Catalogue catalogue = new Catalogue(List.of(entry(9), entry(2)), List.of(probe));

        // Then
        assertThat(catalogue.features()).extracting(CatalogueEntry::feature).containsExactly(2, 9);
        assertThat(catalogue.feature(9)).contains(entry(9));
        assertThat(catalogue.feature(3)).isEmpty();
        assertThat(catalogue.probe("scam")).contains(probe);
        assertThat(catalogue.probe("spam")).isEmpty();
    }

    @Test
    void shouldRefuseTheSameTwice() {
        Probe probe = new Probe("scam", new HookPoint(5), new float[] {1}, 0);

        assertThatThrownBy(() -> new Catalogue(List.of(entry(2), entry(2)), List.of()))
                .hasMessage("feature 2 is in the catalogue twice; expected each once");
        assertThatThrownBy(() -> new Catalogue(List.of(), List.of(probe, probe)))
                .hasMessage("probe 'scam' is in the catalogue twice; expected each once");
    }

    @Test
    void shouldRefuseNumbersThatMeanNothing() {
        assertThatThrownBy(() -> new FeatureReference(1.1, 0, 1)).hasMessage("firingRate is 1.1; expected 0 to 1");
        assertThatThrownBy(() -> new FeatureReference(0.5, 2, 1))
                .hasMessage(
                        "median is 2.0 and high is 1.0; expected finite numbers, median 0 or more, high above 0 and not"
                                + " below median");
        assertThatThrownBy(() -> new Probe("scam", new HookPoint(5), new float[] {1, Float.NaN}, 0))
                .hasMessage("weight[1] of probe 'scam' is NaN; expected a finite number");
        assertThatThrownBy(() -> new Probe("a probe", new HookPoint(5), new float[] {1}, 0))
                .hasMessage(
                        "probe id is 'a probe'; expected 1 to 64 lower-case letters, digits, underscores, hyphens or dots");
    }

    private static CatalogueEntry entry(int feature) {
        return new CatalogueEntry(
                feature,
                "urgent requests for money",
                "",
                "scam",
                CatalogueEntry.Status.CONFIRMED,
                new FeatureReference(0.01, 1, 2));
    }
}
