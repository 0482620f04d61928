package dev.assay.benchmarks;

import dev.assay.bundle.BundleContents;
import dev.assay.bundle.BundleWriter;
import dev.assay.bundle.Provenance;
import dev.assay.bundle.SyntheticParts;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

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
                SyntheticParts.gaussian(random, D_MODEL * FEATURES, 0.05),
                new float[FEATURES],
                SyntheticParts.gaussian(random, FEATURES * D_MODEL, 0.05),
                new float[D_MODEL],
                new Activation.Relu(),
                true);
        List<Probe> probes = DETECTORS.stream()
                .map(id -> SyntheticParts.probe(id, hook, D_MODEL, random, 0.05, 0))
                .toList();
        BundleContents contents = new BundleContents(
                DefaultReader.SPEC,
                dictionary,
                SyntheticParts.catalogue(IntStream.range(0, FEATURES).boxed().toList(), probes),
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
}
