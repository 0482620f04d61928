package dev.assay.benchmarks;

import dev.assay.bundle.BundleContents;
import dev.assay.bundle.BundleWriter;
import dev.assay.bundle.Provenance;
import dev.assay.catalogue.Catalogue;
import dev.assay.catalogue.CatalogueEntry;
import dev.assay.catalogue.FeatureReference;
import dev.assay.catalogue.Probe;
import dev.assay.chat.Role;
import dev.assay.detector.Calibration;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.Mode;
import dev.assay.detector.Pooling;
import dev.assay.detector.Severity;
import dev.assay.detector.WeightedProbe;
import dev.assay.dictionary.Activation;
import dev.assay.dictionary.DType;
import dev.assay.dictionary.Dictionary;
import dev.assay.dictionary.Fidelity;
import dev.assay.graph.HookPoint;
import dev.assay.reader.DefaultReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A bundle of the usual size with random weights: it costs what a trained one costs and says nothing. The default
 * reader, {@value #FEATURES} monitored features and a probe for each of three detectors, all at one hook point.
 */
final class SyntheticBundle {

    private static final int FEATURES = 64;
    private static final int D_MODEL = DefaultReader.SPEC.dModel();
    private static final List<String> DETECTORS = List.of("scam", "backdoor", "deception");

    private SyntheticBundle() {}

    /** @param directory empty or missing */
    static void write(HookPoint hook, Path directory) {
        Random random = new Random(1);
        Dictionary dictionary = new Dictionary(
                hook,
                gaussian(random, D_MODEL * FEATURES, 0.05),
                new float[FEATURES],
                gaussian(random, FEATURES * D_MODEL, 0.05),
                new float[D_MODEL],
                new Activation.Relu(),
                true);
        List<CatalogueEntry> features = new ArrayList<>();
        for (int feature = 0; feature < FEATURES; feature++) {
            features.add(new CatalogueEntry(
                    feature,
                    "feature " + feature,
                    "",
                    "general",
                    CatalogueEntry.Status.UNCONFIRMED,
                    new FeatureReference(0.05, 0.3, 1.5)));
        }
        List<Probe> probes = DETECTORS.stream()
                .map(id -> new Probe(id, hook, gaussian(random, D_MODEL, 0.05), 0))
                .toList();
        BundleContents contents = new BundleContents(
                DefaultReader.SPEC,
                dictionary,
                new Catalogue(features, probes),
                DETECTORS.stream().map(SyntheticBundle::detector).toList(),
                new Provenance(
                        "synthetic",
                        "written by a benchmark",
                        Map.of("weights", 1L),
                        List.of(),
                        new Fidelity(1, 0, 1),
                        Map.of()),
                "# Synthetic\n\nRandom numbers for benchmarks.\n");
        BundleWriter.write(contents, DType.F16, directory);
    }

    /** Flags about a tenth of the turns and shows a few features as evidence. */
    private static DetectorSpec detector(String id) {
        Calibration calibration = new Calibration.Platt(1, -2);
        return new DetectorSpec(
                id,
                id,
                Severity.HIGH,
                Mode.ACTIVE,
                EnumSet.allOf(Role.class),
                List.of(new WeightedProbe(id, 1)),
                new Pooling.RollingMean(16),
                4,
                16,
                0.9,
                calibration,
                calibration,
                0.5,
                List.of(0, 1, 2, 3));
    }

    private static float[] gaussian(Random random, int length, double deviation) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }
}
