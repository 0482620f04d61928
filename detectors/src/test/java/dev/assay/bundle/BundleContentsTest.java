package dev.assay.bundle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.catalogue.Catalogue;
import dev.assay.catalogue.CatalogueEntry;
import dev.assay.catalogue.FeatureReference;
import dev.assay.catalogue.Probe;
import dev.assay.detector.DetectorSpec;
import dev.assay.dictionary.Activation;
import dev.assay.dictionary.Dictionary;
import dev.assay.graph.HookPoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundleContentsTest {

    private final BundleContents whole = TinyBundle.contents();
    private final HookPoint hook = new HookPoint(1);

    @Test
    void shouldRefuseADictionaryOfAnotherWidth() {
        Dictionary narrow = new Dictionary(
                hook, new float[6], new float[2], new float[6], new float[3], new Activation.Relu(), true);

        assertRefused(
                () -> contents(narrow, whole.catalogue(), whole.detectors(), "card"),
                "dictionary has dModel 3; expected 384, the reader bge-small-en-v1.5's");
    }

    @Test
    void shouldRefuseAProbeOfAnotherWidth() {
        Catalogue catalogue = new Catalogue(List.of(), List.of(new Probe("scam", hook, new float[383], 0)));

        assertRefused(
                () -> contents(whole.dictionary(), catalogue, whole.detectors(), "card"),
                "probe 'scam' has dModel 383; expected 384, the reader bge-small-en-v1.5's");
    }

    @Test
    void shouldRefuseAFeatureBeyondTheDictionary() {
        CatalogueEntry entry = new CatalogueEntry(
                64, "label", "", "scam", CatalogueEntry.Status.UNCONFIRMED, new FeatureReference(0, 0, 1));
        Catalogue catalogue = new Catalogue(List.of(entry), whole.catalogue().probes());

        assertRefused(
                () -> contents(whole.dictionary(), catalogue, whole.detectors(), "card"),
                "catalogue has feature 64; expected 0 to 63, the dictionary's features");
    }

    @Test
    void shouldRefuseAProbeThatDoesNotExist() {
        assertRefused(
                () -> detectors(List.of(BundleTest.detector("spam", List.of()))),
                "detector 'spam' reads probe 'spam'; expected one of [scam, backdoor, deception]");
    }

    @Test
    void shouldRefuseEvidenceThatIsNotInTheCatalogue() {
        assertRefused(
                () -> detectors(List.of(BundleTest.detector("scam", List.of(3, 4)))),
                "detector 'scam' shows feature 4 as evidence; expected a feature of the catalogue");
    }

    @Test
    void shouldRefuseNoDetectorsOrOneTwice() {
        DetectorSpec scam = BundleTest.detector("scam", List.of());

        assertRefused(() -> detectors(List.of()), "detectors are 0; expected at least one");
        assertRefused(() -> detectors(List.of(scam, scam)), "detector 'scam' is there twice; expected each id once");
    }

    @Test
    void shouldRefuseABlankModelCard() {
        assertRefused(
                () -> contents(whole.dictionary(), whole.catalogue(), whole.detectors(), " \n"),
                "model card is blank; expected Markdown that says what the bundle is for");
    }

    private BundleContents detectors(List<DetectorSpec> detectors) {
        return contents(whole.dictionary(), whole.catalogue(), detectors, "card");
    }

    private BundleContents contents(
            Dictionary dictionary, Catalogue catalogue, List<DetectorSpec> detectors, String modelCard) {
        return new BundleContents(whole.reader(), dictionary, catalogue, detectors, whole.provenance(), modelCard);
    }

    private static void assertRefused(Runnable make, String message) {
        assertThatThrownBy(make::run).isInstanceOf(BundleException.class).hasMessage(message);
    }
}
