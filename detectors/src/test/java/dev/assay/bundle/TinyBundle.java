package dev.assay.bundle;

import dev.assay.catalogue.Catalogue;
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
import dev.assay.reader.ReaderSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A bundle for tests: the default reader tapped after its second layer, so that it is cheap, and seeded random numbers
 * for everything trained. It is whole and loads; what it says of a text means nothing.
 */
public final class TinyBundle {

    /** The detector ids, in order: the first two raise alerts, the third is in shadow. */
    public static final List<String> DETECTORS = List.of("scam", "backdoor", "deception");

    static final HookPoint HOOK = new HookPoint(1);
    static final int D_MODEL = DefaultReader.SPEC.dModel();
    static final int FEATURES = 64;
    static final double THRESHOLD = 0.5;
    static final List<Integer> MONITORED = List.of(3, 7, 20, 41);

    private TinyBundle() {}

    /** @return {@code dir}, which must be empty or missing and now holds the bundle */
    public static Path write(Path dir) {
        return write(DefaultReader.SPEC, dir);
    }

    /** The same for a reader whose files have other names. */
    public static Path write(ReaderSpec reader, Path dir) {
        BundleWriter.write(contents(reader), DType.F16, dir);
        return dir;
    }

    /** The same with another threshold: it raises alerts for other turns. */
    public static Path write(double threshold, Path dir) {
        BundleWriter.write(contents(DefaultReader.SPEC, threshold), DType.F16, dir);
        return dir;
    }

    static BundleContents contents() {
        return contents(DefaultReader.SPEC);
    }

    private static BundleContents contents(ReaderSpec reader) {
        return contents(reader, THRESHOLD);
    }

    private static BundleContents contents(ReaderSpec reader, double threshold) {
        return new BundleContents(
                reader,
                dictionary(new Activation.JumpRelu(constant(FEATURES, 0.05f))),
                catalogue(),
                List.of(
                        detector("scam", Severity.HIGH, Mode.ACTIVE, new Pooling.Mean(), threshold, List.of(3, 7)),
                        detector(
                                "backdoor",
                                Severity.CRITICAL,
                                Mode.ACTIVE,
                                new Pooling.RollingMean(8),
                                threshold,
                                List.of(20)),
                        detector(
                                "deception",
                                Severity.LOW,
                                Mode.SHADOW,
                                new Pooling.SoftmaxWeighted(1),
                                threshold,
                                List.of())),
                new Provenance(
                        "tiny",
                        "written by a test",
                        Map.of("weights", 1L),
                        List.of(new Provenance.DataFile(
                                "none.jsonl.gz", "0".repeat(64), "random numbers", List.of("dictionary", "scam"))),
                        new Fidelity(4.5, 0.25, 1000),
                        Map.of("scam", Map.of("auroc", 0.5))),
                "# Tiny\n\nRandom numbers for tests.\n");
    }

    static Dictionary dictionary(Activation activation) {
        Random random = new Random(1);
        return new Dictionary(
                HOOK,
                SyntheticParts.gaussian(random, D_MODEL * FEATURES, 0.05),
                SyntheticParts.gaussian(random, FEATURES, 0.01),
                SyntheticParts.gaussian(random, FEATURES * D_MODEL, 0.05),
                SyntheticParts.gaussian(random, D_MODEL, 0.1),
                activation,
                true);
    }

    static Catalogue catalogue() {
        Random random = new Random(2);
        return SyntheticParts.catalogue(
                MONITORED,
                DETECTORS.stream()
                        .map(id -> SyntheticParts.probe(id, HOOK, D_MODEL, random, 0.2, 0.5f))
                        .toList());
    }

    private static DetectorSpec detector(
            String id, Severity severity, Mode mode, Pooling pooling, double threshold, List<Integer> evidence) {
        return new DetectorSpec(
                id,
                id,
                severity,
                mode,
                EnumSet.allOf(Role.class),
                List.of(new WeightedProbe(id, 1)),
                pooling,
                4,
                16,
                0.9,
                new Calibration.Platt(1, 0),
                new Calibration.Platt(1, 0),
                threshold,
                evidence);
    }

    private static float[] constant(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }
}
