package dev.assay.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.catalogue.Catalogue;
import dev.assay.catalogue.Probe;
import dev.assay.chat.Role;
import dev.assay.detector.ConversationMemory;
import dev.assay.dictionary.Activation;
import dev.assay.dictionary.DType;
import dev.assay.graph.HookPoint;
import dev.assay.graph.Tap;
import dev.assay.reader.TurnScores;
import dev.assay.token.Tokens;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleHeadTest {

    private Path directory = Path.of("");

    @BeforeEach
    void use(@TempDir Path temporary) {
        directory = temporary;
    }

    @Test
    void shouldPutProbesBeforeFeaturesAndShallowHooksFirst() {
        // Given: probes at layers 3, 1 and 0, the dictionary at 1
        List<Probe> probes = List.of(probe("deep", 3), probe("middle", 1), probe("shallow", 0));
        Catalogue catalogue = new Catalogue(TinyBundle.catalogue().features(), probes);
        BundleContents contents = TinyBundle.contents();

        // When
        Bundle bundle = BundleWriter.write(
                new BundleContents(
                        contents.reader(),
                        contents.dictionary(),
                        catalogue,
                        List.of(BundleTest.detector("deep", List.of(20, 7)), BundleTest.detector("shallow", List.of())),
                        contents.provenance(),
                        contents.modelCard()),
                DType.F32,
                directory);

        // Then: shallow, middle, features 3 7 20 41, deep
        assertThat(bundle.head().taps()).extracting(Tap::hook).containsExactly(at(0), at(1), at(1), at(3));
        assertThat(bundle.head().taps()).extracting(Tap::columns).containsExactly(1, 1, 4, 1);
        assertThat(bundle.features())
                .extracting(column -> column.column() + ":" + column.entry().feature())
                .containsExactly("2:3", "3:7", "4:20", "5:41");
        float[] row = {1, 2, 30, 40, 50, 60, 7};
        TurnScores scores = new TurnScores(new Tokens(new int[1], new int[] {0}, new int[] {4}), 7, row);
        assertThat(bundle.detectors()
                        .get(0)
                        .assess(Role.USER, scores, ConversationMemory.EMPTY)
                        .memory()
                        .sum())
                .isEqualTo(7);
        assertThat(bundle.detectors()
                        .get(1)
                        .assess(Role.USER, scores, ConversationMemory.EMPTY)
                        .memory()
                        .sum())
                .isEqualTo(1);
        assertThat(bundle.detectors()
                        .get(0)
                        .assess(Role.USER, scores, ConversationMemory.EMPTY)
                        .verdict()
                        .evidence()
                        .features())
                .extracting(feature -> feature.feature() + ":" + feature.value())
                .containsExactly("20:50.0", "7:40.0");
    }

    @Test
    void shouldGiveTheHeadTheNumbersOfProbesAndDictionary() {
        // When
        Bundle bundle = Bundle.load(TinyBundle.write(directory));

        // Then
        Tap.Linear linear = (Tap.Linear) bundle.head().taps().get(0);
        for (int column = 0; column < 3; column++) {
            Probe probe = bundle.catalogue().probes().get(column);
            assertThat(linear.bias()[column]).isEqualTo(probe.bias());
            assertThat(linear.weight()[100 * 3 + column]).isEqualTo(probe.weight()[100]);
        }
        Tap.JumpRelu features = (Tap.JumpRelu) bundle.head().taps().get(1);
        Tap.JumpRelu slice = bundle.dictionary().slice(new int[] {3, 7, 20, 41});
        assertThat(features.weight()).containsExactly(slice.weight());
        assertThat(features.threshold()).containsExactly(slice.threshold());
    }

    @Test
    void shouldRefuseFeaturesOfATopKDictionaryByName() {
        BundleContents contents = TinyBundle.contents();
        BundleContents topK = new BundleContents(
                contents.reader(),
                TinyBundle.dictionary(new Activation.TopK(4)),
                contents.catalogue(),
                contents.detectors(),
                contents.provenance(),
                contents.modelCard());

        assertThatThrownBy(() -> BundleWriter.write(topK, DType.F32, directory))
                .isInstanceOf(BundleException.class)
                .hasMessageStartingWith(
                        "dictionary cannot be monitored: activation is top-k with k 4; expected relu or jumprelu");
    }

    @Test
    void shouldRefuseAReaderThatIsNotDeepEnough() {
        Bundle bundle = Bundle.load(TinyBundle.write(directory));

        bundle.requireLayers(2);
        assertThatThrownBy(() -> bundle.requireLayers(1))
                .isInstanceOf(BundleException.class)
                .hasMessage("probe 'scam' is at blocks.1.hook_resid_post; expected a layer of 0 to 0, which the reader"
                        + " bge-small-en-v1.5 has");
    }

    private static Probe probe(String id, int layer) {
        return new Probe(id, at(layer), new float[TinyBundle.D_MODEL], 0);
    }

    private static HookPoint at(int layer) {
        return new HookPoint(layer);
    }
}
