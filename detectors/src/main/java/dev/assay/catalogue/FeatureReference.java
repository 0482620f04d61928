package dev.assay.catalogue;

/**
 * How a feature behaves on the reference texts it was measured on.
 *
 * @param firingRate share of tokens at which it fires, in [0, 1]
 * @param median of its value at the tokens where it fires
 * @param high 99th percentile of its value at the tokens where it fires; above 0, evidence is ranked relative to it
 */
public record FeatureReference(double firingRate, double median, double high) {

    public FeatureReference {
        if (!(firingRate >= 0 && firingRate <= 1)) {
            throw new IllegalArgumentException("firingRate is " + firingRate + "; expected 0 to 1");
        }
        if (!(median >= 0 && high > 0 && high >= median) || !Double.isFinite(high)) {
            throw new IllegalArgumentException("median is " + median + " and high is " + high
                    + "; expected finite numbers, median 0 or more, high above 0 and not below median");
        }
    }
}
