package dev.assay.evaluation.measure;

import dev.assay.bundle.Bundle;
import dev.assay.detector.Calibration;
import dev.assay.detector.Detector;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.Pooling;
import dev.assay.evaluation.LabelledRecord;
import dev.assay.evaluation.ReadTranscript;
import dev.assay.evaluation.RecordScore;
import java.util.List;

/** A detector as shipped, and its probe and its evidence features by themselves. Immutable, thread-safe. */
public final class MeasuredDetector {

    private final Detector shipped;
    private final Detector bareProbe;
    private final int[] featureColumns; // [evidence features]

    private MeasuredDetector(Detector shipped, Detector bareProbe, int[] featureColumns) {
        this.shipped = shipped;
        this.bareProbe = bareProbe;
        this.featureColumns = featureColumns;
    }

    /** One for each of the bundle's detectors, in its order. */
    public static List<MeasuredDetector> of(Bundle bundle) {
        return bundle.detectors().stream()
                .map(detector -> new MeasuredDetector(
                        detector, bundle.detector(bare(detector.spec())), featureColumns(bundle, detector.spec())))
                .toList();
    }

    public DetectorSpec spec() {
        return shipped.spec();
    }

    DetectorMeasurement measure(ReadTranscript transcript) {
        LabelledRecord record = transcript.record();
        return new DetectorMeasurement(
                RecordScore.of(shipped, transcript),
                RecordScore.of(bareProbe, transcript).score(),
                KeywordRules.matches(spec().category(), record.messages()),
                featureMeans(transcript));
    }

    private float[] featureMeans(ReadTranscript transcript) {
        float[] means = new float[featureColumns.length];
        long tokens = 0;
        for (ReadTranscript.ReadTurn turn : transcript.turns()) {
            if (spec().roles().contains(turn.role())) {
                for (int token = 0; token < turn.scores().tokens().size(); token++, tokens++) {
                    for (int i = 0; i < means.length; i++) {
                        means[i] += turn.scores().score(token, featureColumns[i]);
                    }
                }
            }
        }
        for (int i = 0; i < means.length; i++) {
            means[i] /= Math.max(1, tokens);
        }
        return means;
    }

    /** The mean of a turn's token logits and nothing else, through a sigmoid that keeps their order. */
    private static DetectorSpec bare(DetectorSpec spec) {
        Calibration sigmoid = new Calibration.Platt(1, 0);
        return new DetectorSpec(
                spec.id(),
                spec.category(),
                spec.severity(),
                spec.mode(),
                spec.roles(),
                spec.probes(),
                new Pooling.Mean(),
                1,
                0,
                0,
                sigmoid,
                sigmoid,
                1,
                List.of());
    }

    private static int[] featureColumns(Bundle bundle, DetectorSpec spec) {
        return bundle.features().stream()
                .filter(feature ->
                        spec.evidenceFeatures().contains(feature.entry().feature()))
                .mapToInt(feature -> feature.column())
                .toArray();
    }
}
