package dev.assay.detector;

import java.util.Arrays;

/**
 * A monotone map from a pooled logit to the probability that what the detector looks for is there. Immutable,
 * thread-safe. How one is fitted is training's concern.
 */
public sealed interface Calibration {

    /**
     * @param logit finite
     * @return in [0, 1]; never falls as {@code logit} grows
     */
    double probability(double logit);

    /**
     * {@code 1 / (1 + exp(-(slope * logit + intercept)))}.
     *
     * <p>Source: Platt, "Probabilistic Outputs for Support Vector Machines", 1999.
     *
     * @param slope above 0, so that a higher logit never lowers the probability
     */
    record Platt(double slope, double intercept) implements Calibration {
        public Platt {
            if (!(slope > 0) || !Double.isFinite(slope) || !Double.isFinite(intercept)) {
                throw new IllegalArgumentException("platt calibration has slope " + slope + " and intercept "
                        + intercept + "; expected finite numbers with the slope above 0");
            }
        }

        @Override
        public double probability(double logit) {
            return 1 / (1 + Math.exp(-(slope * logit + intercept)));
        }
    }

    /**
     * Straight lines between the knots {@code (x_i, y_i)}, {@code y_first} below them and {@code y_last} above.
     *
     * <p>Source: Zadrozny and Elkan, "Transforming Classifier Scores into Accurate Multiclass Probability Estimates",
     * 2002.
     */
    final class Isotonic implements Calibration {
        private final double[] x; // [knots], strictly increasing
        private final double[] y; // [knots], non-decreasing, in [0, 1]

        public Isotonic(double[] x, double[] y) {
            if (x.length == 0 || x.length != y.length) {
                throw new IllegalArgumentException("isotonic calibration has " + x.length + " x and " + y.length
                        + " y; expected as many of each and at least 1");
            }
            this.x = x.clone();
            this.y = y.clone();
            for (int knot = 0; knot < x.length; knot++) {
                requireKnot(knot);
            }
        }

        private void requireKnot(int knot) {
            boolean probability = y[knot] >= 0 && y[knot] <= 1;
            boolean rising = knot == 0 || (x[knot] > x[knot - 1] && y[knot] >= y[knot - 1]);
            if (!Double.isFinite(x[knot]) || !probability || !rising) {
                throw new IllegalArgumentException("isotonic calibration's knot " + knot + " is (" + x[knot] + ", "
                        + y[knot] + "); expected x finite and above the knot before, y in [0, 1] and not below it");
            }
        }

        /** {@code [knots]}, copy. */
        public double[] x() {
            return x.clone();
        }

        /** {@code [knots]}, copy. */
        public double[] y() {
            return y.clone();
        }

        @Override
        public double probability(double logit) {
            if (logit <= x[0]) {
                return y[0];
            }
            int last = x.length - 1;
            if (logit >= x[last]) {
                return y[last];
            }
            int found = Arrays.binarySearch(x, logit);
            int right = found >= 0 ? found : -found - 1; // x[right - 1] < logit <= x[right]
            int left = right - 1;
            double part = (logit - x[left]) / (x[right] - x[left]);
            return Math.min(y[right], y[left] + part * (y[right] - y[left]));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Isotonic that && Arrays.equals(x, that.x) && Arrays.equals(y, that.y);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(x) + Arrays.hashCode(y);
        }
    }
}
