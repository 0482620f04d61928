package dev.assay.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * What was measured of a feature as evidence of one detector.
 *
 * @param detector id of the detector
 * @param discrimination null if there was no labelled data
 * @param causality null if the feature fired in no turn that was read
 */
public record FeatureMeasurement(
        String detector,
        @Nullable Discrimination discrimination,
        @Nullable Causality causality) {

    public FeatureMeasurement {
        Identifier.require("detector of a measured feature", detector);
    }

    /**
     * How well the feature alone tells harmful records from harmless ones: by its largest value in the turns that the
     * detector judges, at the threshold where recall less the share of harmless records found is largest.
     *
     * @param threshold values above it count
     * @param precision share of harmful ones among the records found; depends on how many of each there were
     * @param recall share of the harmful records found
     * @param positives harmful records
     * @param negatives harmless records
     */
    public record Discrimination(double threshold, double precision, double recall, int positives, int negatives) {
        public Discrimination {
            requireShare("precision", precision);
            requireShare("recall", recall);
            if (!Double.isFinite(threshold) || positives < 1 || negatives < 1) {
                throw new IllegalArgumentException("threshold is " + threshold + ", positives " + positives
                        + " and negatives " + negatives + "; expected a finite number and at least 1 of each");
            }
        }
    }

    /**
     * What removing the feature's direction does to the detector's logit of the turns it fires in, against removing as
     * much along the directions of other features that fire about as often.
     *
     * @param turns it was removed from
     * @param effect by how much the turn logit falls, on average
     * @param control the same for the other features, on average
     * @param pValue share of the other features, this one among them, that lower it as much
     */
    public record Causality(int turns, double effect, double control, double pValue) {

        /** A feature is causal from this p-value down. */
        public static final double LEVEL = 0.01;

        public Causality {
            requireShare("pValue", pValue);
            if (!Double.isFinite(effect) || !Double.isFinite(control) || turns < 1) {
                throw new IllegalArgumentException("effect is " + effect + ", control " + control + " and turns "
                        + turns + "; expected finite numbers and at least 1 turn");
            }
        }

        /** The badge. */
        public boolean causal() {
            return effect > 0 && pValue <= LEVEL;
        }
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + "; expected 0 to 1");
        }
    }
}
