package dev.assay.bundle;

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
import dev.assay.reader.ReaderSpec;
import java.nio.file.Path;
import java.util.ArrayList;
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
    static final int D_MODEL = 384;
    static final int FEATURES = 64;
    static final List<Integer> MONITORED = List.of(3, 7, 20, 41);

    private TinyBundle() {}

    /** @return {@code dir}, which must be empty or missing and now holds the bundle */
    public static Path write(Path dir) {
        BundleWriter.write(contents(), DType.F16, dir);
        return dir;
    }

    static BundleContents contents() {
        return new BundleContents(
                reader(),
                dictionary(new Activation.JumpRelu(constant(FEATURES, 0.05f))),
                catalogue(),
                List.of(
                        detector("scam", Severity.HIGH, Mode.ACTIVE, new Pooling.Mean(), List.of(3, 7)),
                        detector("backdoor", Severity.CRITICAL, Mode.ACTIVE, new Pooling.RollingMean(8), List.of(20)),
                        detector("deception", Severity.LOW, Mode.SHADOW, new Pooling.SoftmaxWeighted(1), List.of())),
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

    static ReaderSpec reader() {
        return new ReaderSpec(
                "bge-small-en-v1.5",
                "bge-small-en-v1.5.onnx",
                "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35",
                "bge-small-en-v1.5-tokenizer.json",
                "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
                D_MODEL,
                256,
                96,
                64);
    }

    static Dictionary dictionary(Activation activation) {
        Random random = new Random(1);
        return new Dictionary(
                HOOK,
                gaussian(random, D_MODEL * FEATURES, 0.05),
                gaussian(random, FEATURES, 0.01),
                gaussian(random, FEATURES * D_MODEL, 0.05),
                gaussian(random, D_MODEL, 0.1),
                activation,
                true);
    }

    static Catalogue catalogue() {
        Random random = new Random(2);
        List<CatalogueEntry> features = new ArrayList<>();
        for (int feature : MONITORED) {
            features.add(new CatalogueEntry(
                    feature,
                    "feature " + feature,
                    "",
                    "general",
                    CatalogueEntry.Status.UNCONFIRMED,
                    new FeatureReference(0.05, 0.3, 1.5)));
        }
        List<Probe> probes = DETECTORS.stream()
                .map(id -> new Probe(id, HOOK, gaussian(random, D_MODEL, 0.2), 0.5f))
                .toList();
        return new Catalogue(features, probes);
    }

    private static DetectorSpec detector(
            String id, Severity severity, Mode mode, Pooling pooling, List<Integer> evidence) {
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
                0.5,
                evidence);
    }

    static float[] gaussian(Random random, int length, double deviation) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }

    private static float[] constant(int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return values;
    }
}
