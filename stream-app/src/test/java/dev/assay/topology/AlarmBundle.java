package dev.assay.topology;

import dev.assay.bundle.Bundle;
import dev.assay.bundle.BundleContents;
import dev.assay.bundle.BundleWriter;
import dev.assay.bundle.Provenance;
import dev.assay.catalogue.Catalogue;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** A bundle of the default reader, cut after its first layer, whose only probe says 6 at every token. */
final class AlarmBundle {

    private static final HookPoint HOOK = new HookPoint(0);
    private static final int D_MODEL = 384;
    private static final int FEATURES = 4;

    private AlarmBundle() {}

    /** @param directory empty or missing */
    static Bundle write(Path directory) {
        ReaderSpec reader = new ReaderSpec(
                "bge-small-en-v1.5",
                "bge-small-en-v1.5.onnx",
                "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35",
                "bge-small-en-v1.5-tokenizer.json",
                "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
                D_MODEL,
                128,
                16,
                16);
        Dictionary dictionary = new Dictionary(
                HOOK,
                new float[D_MODEL * FEATURES],
                new float[FEATURES],
                new float[FEATURES * D_MODEL],
                new float[D_MODEL],
                new Activation.Relu(),
                false);
        Catalogue catalogue = new Catalogue(List.of(), List.of(new Probe("alarm", HOOK, new float[D_MODEL], 6)));
        Provenance provenance =
                new Provenance("alarm", "written by a test", Map.of(), List.of(), new Fidelity(1, 0, 1), Map.of());
        return BundleWriter.write(
                new BundleContents(reader, dictionary, catalogue, List.of(detector()), provenance, "# Alarm\n"),
                DType.F32,
                directory);
    }

    private static DetectorSpec detector() {
        return new DetectorSpec(
                "alarm",
                "test",
                Severity.LOW,
                Mode.ACTIVE,
                EnumSet.allOf(Role.class),
                List.of(new WeightedProbe("alarm", 1)),
                new Pooling.Mean(),
                1,
                0,
                1,
                new Calibration.Platt(1, 0),
                new Calibration.Platt(1, 0),
                0.9,
                List.of());
    }
}
