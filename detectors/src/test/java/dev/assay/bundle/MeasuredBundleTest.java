package dev.assay.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.catalogue.Catalogue;
import dev.assay.catalogue.FeatureMeasurement;
import dev.assay.catalogue.FeatureMeasurement.Causality;
import dev.assay.catalogue.FeatureMeasurement.Discrimination;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredBundleTest {

    private static final Discrimination DISCRIMINATION = new Discrimination(0.5, 0.75, 0.6, 20, 30);
    private static final Causality CAUSAL = new Causality(64, 0.4, 0.01, 0.001);

    private final Path directory;
    private final Bundle bundle;

    MeasuredBundleTest(@TempDir Path directory) {
        this.directory = directory;
        this.bundle = Bundle.load(TinyBundle.write(directory.resolve("bundle")));
    }

    @Test
    void shouldKeepWhatWasMeasuredOfAFeature() {
        // When
        Bundle measured = BundleWriter.write(
                bundle.with(measured(3, "scam", DISCRIMINATION, CAUSAL)), directory.resolve("measured"));
        Bundle partly = BundleWriter.write(bundle.with(measured(3, "scam", null, null)), directory.resolve("partly"));

        // Then
        assertThat(measured.catalogue().feature(3).orElseThrow().measurements())
                .containsExactly(new FeatureMeasurement("scam", DISCRIMINATION, CAUSAL));
        assertThat(measured.catalogue().feature(3).orElseThrow().causal()).isTrue();
        assertThat(partly.catalogue().feature(3).orElseThrow().causal()).isFalse();
        assertThat(measured.digest()).isNotEqualTo(bundle.digest());
        assertThat(BundleReport.lines(measured))
                .contains("catalogue   4 features (0 with a confirmed label; 1 measured, 1 of them causal), 3 probes");
    }

    @Test
    void shouldBeTheSameBundleWhereNothingWasMeasured() {
        // When it is written again, with its numbers stored as short as they were
        Bundle again = BundleWriter.write(bundle.with(bundle.catalogue()), directory.resolve("again"));

        // Then
        assertThat(again.digest()).isEqualTo(bundle.digest());
        assertThat(again.dictionary().digest()).isEqualTo(bundle.dictionary().digest());
    }

    @Test
    void shouldRefuseAMeasurementAsEvidenceOfADetectorThatDoesNotShowTheFeature() {
        assertThatThrownBy(() -> bundle.with(measured(3, "backdoor", DISCRIMINATION, CAUSAL)))
                .isInstanceOf(BundleException.class)
                .hasMessage(
                        "feature 3 was measured as evidence of detector 'backdoor'; expected a detector that shows it");
    }

    private Catalogue measured(
            int feature, String detector, @Nullable Discrimination discrimination, @Nullable Causality causality) {
        return new Catalogue(
                bundle.catalogue().features().stream()
                        .map(entry -> entry.feature() == feature
                                ? entry.with(List.of(new FeatureMeasurement(detector, discrimination, causality)))
                                : entry)
                        .toList(),
                bundle.catalogue().probes());
    }
}
