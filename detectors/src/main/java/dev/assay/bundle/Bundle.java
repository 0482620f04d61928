package dev.assay.bundle;

import dev.assay.catalogue.Catalogue;
import dev.assay.catalogue.Probe;
import dev.assay.detector.Detector;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.FeatureColumn;
import dev.assay.dictionary.Dictionary;
import dev.assay.dictionary.DictionaryException;
import dev.assay.graph.Head;
import dev.assay.graph.HookPoint;
import dev.assay.reader.ReaderSpec;
import java.nio.file.Path;
import java.util.List;

/**
 * Reader, dictionary, catalogue and calibrated detectors as one unit, identified by the SHA-256 of its contents.
 * Immutable, thread-safe.
 */
public final class Bundle {

    private final String digest;
    private final BundleContents contents;
    private final HeadPlan plan;
    private final List<Detector> detectors;

    private Bundle(String digest, BundleContents contents) {
        this.digest = digest;
        this.contents = contents;
        this.plan = new HeadPlan(contents.catalogue(), contents.dictionary());
        this.detectors = contents.detectors().stream().map(plan::detector).toList();
    }

    /**
     * Reads and verifies a bundle: every file is there, is the one that was written, and fits the others.
     *
     * @throws BundleException naming what does not fit, its value and the expectation
     */
    public static Bundle load(Path directory) {
        BundleDirectory.Verified verified = new BundleDirectory(directory).read();
        BundleContents contents = BundleFiles.read(verified.files());
        try {
            return new Bundle(verified.digest(), contents);
        } catch (DictionaryException e) {
            throw new BundleException("dictionary cannot be monitored: " + e.getMessage(), e);
        }
    }

    /** 64 lower-case hexadecimal digits; the same for the same contents. */
    public String digest() {
        return digest;
    }

    public ReaderSpec reader() {
        return contents.reader();
    }

    /**
     * What is fused behind the reader. Its columns, for each hook point from the shallowest: the probes at it in the
     * catalogue's order, then the catalogue's features if it is the dictionary's.
     */
    public Head head() {
        return plan.head();
    }

    /** In the bundle's order, reading the columns of {@link #head}. */
    public List<Detector> detectors() {
        return detectors;
    }

    /**
     * A detector that the bundle does not ship, over the same head; for measuring what a part of a detector adds.
     *
     * @param spec its probes are of the bundle's catalogue
     */
    public Detector detector(DetectorSpec spec) {
        return plan.detector(spec);
    }

    /** The catalogue's features with their columns of {@link #head}, ascending. */
    public List<FeatureColumn> features() {
        return plan.features();
    }

    public Catalogue catalogue() {
        return contents.catalogue();
    }

    public Dictionary dictionary() {
        return contents.dictionary();
    }

    /** The same with another catalogue of the same features and probes, to be written as another bundle. */
    public BundleContents with(Catalogue other) {
        return new BundleContents(
                contents.reader(),
                contents.dictionary(),
                other,
                contents.detectors(),
                contents.provenance(),
                contents.modelCard());
    }

    public Provenance provenance() {
        return contents.provenance();
    }

    /** Markdown. */
    public String modelCard() {
        return contents.modelCard();
    }

    /**
     * To be called with the reader that was found.
     *
     * @throws BundleException if a hook point is beyond its {@code layers}
     */
    public void requireLayers(int layers) {
        for (Probe probe : catalogue().probes()) {
            requireLayer("probe '" + probe.id() + "'", probe.hook(), layers);
        }
        requireLayer("dictionary", dictionary().hook(), layers);
    }

    private void requireLayer(String what, HookPoint hook, int layers) {
        if (hook.layer() >= layers) {
            throw new BundleException(what + " is at " + hook + "; expected a layer of 0 to " + (layers - 1)
                    + ", which the reader " + reader().name() + " has");
        }
    }
}
