package dev.assay.catalogue;

import static java.util.Objects.requireNonNull;

/**
 * What one monitored dictionary feature means.
 *
 * @param feature index in the dictionary
 * @param label a few words, shown beside alerts
 * @param description how it was read and on what; may be empty
 * @param category the harm it belongs to, e.g. {@code scam}, or {@code general}
 * @param status whether anybody tested the label
 */
public record CatalogueEntry(
        int feature, String label, String description, String category, Status status, FeatureReference reference) {

    /** Whether a label was checked on texts other than those it was read from. */
    public enum Status {
        CONFIRMED,
        UNCONFIRMED
    }

    public CatalogueEntry {
        if (feature < 0) {
            throw new IllegalArgumentException("feature is " + feature + "; expected 0 or more");
        }
        if (requireNonNull(label, "label").isBlank()) {
            throw new IllegalArgumentException("label of feature " + feature + " is blank; expected a few words");
        }
        if (requireNonNull(category, "category").isBlank()) {
            throw new IllegalArgumentException("category of feature " + feature + " is blank; expected a name");
        }
        requireNonNull(description, "description");
        requireNonNull(status, "status");
        requireNonNull(reference, "reference");
    }
}
