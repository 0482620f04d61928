package dev.assay.evaluation.measure;

import static java.util.Objects.requireNonNull;

import dev.assay.evaluation.RecordScore;

/**
 * What a record looks like to one detector and to its parts.
 *
 * <p>Immutable.
 */
public final class DetectorMeasurement {

    private final RecordScore shipped;
    private final double probe;
    private final int keywords;
    private final float[] features; // [evidence features]

    /**
     * @param shipped as the bundle ships the detector
     * @param probe the largest of its turns' mean probe logits as a probability, without prior, calibration and memory
     * @param keywords matches of the category's keyword rules
     * @param features mean value of each evidence feature over the tokens of the turns that the detector judges; taken
     *     over, not copied
     */
    DetectorMeasurement(RecordScore shipped, double probe, int keywords, float[] features) {
        this.shipped = requireNonNull(shipped, "shipped");
        this.probe = probe;
        this.keywords = keywords;
        this.features = features;
    }

    public RecordScore shipped() {
        return shipped;
    }

    public double probe() {
        return probe;
    }

    public int keywords() {
        return keywords;
    }

    public int features() {
        return features.length;
    }

    public float feature(int i) {
        return features[i];
    }
}
