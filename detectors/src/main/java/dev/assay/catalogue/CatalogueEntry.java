package dev.assay.catalogue;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What one monitored dictionary feature means.
 *
 * @param feature index in the dictionary
 * @param label a few words, shown beside alerts
 * @param description how it was read and on what; may be empty
 * @param category the harm it belongs to, e.g. {@code scam}, or {@code general}
 * @param status whether anybody tested the label
 * @param measurements as evidence of the detectors that show it; empty if nobody measured it
 */
public record CatalogueEntry(
        int feature,
        String label,
        String description,
        String category,
        Status status,
        FeatureReference reference,
        List<FeatureMeasurement> measurements) {

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
        measurements = List.copyOf(measurements);
    }

    /** One that nobody measured. */
    public CatalogueEntry(
            int feature, String label, String description, String category, Status status, FeatureReference reference) {
        this(feature, label, description, category, status, reference, List.of());
    }

    public CatalogueEntry with(List<FeatureMeasurement> measured) {
        return new CatalogueEntry(feature, label, description, category, status, reference, measured);
    }

    /** Whether removing it was measured to move some detector more than removing others does. */
    public boolean causal() {
        return measurements.stream()
                .map(FeatureMeasurement::causality)
                .anyMatch(causality -> causality != null && causality.causal());
    }
}
