package dev.assay.detector;

import static java.util.Objects.requireNonNull;

/**
 * One term of a detector's token logit.
 *
 * @param probe id of a probe in the catalogue
 * @param weight its logit is multiplied by this before the terms are added
 */
public record WeightedProbe(String probe, double weight) {

    public WeightedProbe {
        requireNonNull(probe, "probe");
        if (!Double.isFinite(weight) || weight == 0) {
            throw new IllegalArgumentException(
                    "weight of probe '" + probe + "' is " + weight + "; expected a finite number other than 0");
        }
    }
}
