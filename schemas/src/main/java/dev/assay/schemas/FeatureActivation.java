package dev.assay.schemas;

import static java.util.Objects.requireNonNull;

/**
 * The strongest occurrence of one dictionary feature in a turn.
 *
 * @param feature index in the dictionary
 * @param label the catalogue's label
 * @param value feature activation at that token
 * @param start first UTF-16 unit of that token
 * @param end one past its last UTF-16 unit
 */
public record FeatureActivation(int feature, String label, double value, int start, int end) {

    public FeatureActivation {
        Validation.notNegative(feature, "feature");
        requireNonNull(label, "label");
        Validation.finite(value, "value");
        Validation.span(start, end);
    }
}
