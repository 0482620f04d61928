package dev.assay.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinyBundleTest {

    @Test
    void shouldLoadForOtherModulesTests(@TempDir Path directory) {
        // When
        Bundle bundle = Bundle.load(TinyBundle.write(directory.resolve("tiny")));

        // Then
        assertThat(bundle.detectors())
                .extracting(detector -> detector.spec().id())
                .containsExactlyElementsOf(TinyBundle.DETECTORS);
        assertThat(bundle.head().columns()).isEqualTo(TinyBundle.DETECTORS.size() + TinyBundle.MONITORED.size());
        assertThat(bundle.reader().dModel()).isEqualTo(384);
    }
}
