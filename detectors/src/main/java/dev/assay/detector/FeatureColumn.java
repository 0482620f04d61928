package dev.assay.detector;

import static java.util.Objects.requireNonNull;

import dev.assay.catalogue.CatalogueEntry;

/**
 * Where a monitored feature is found in the head's scores.
 *
 * @param column of the head, counted from 0
 */
public record FeatureColumn(int column, CatalogueEntry entry) {

    public FeatureColumn {
        requireNonNull(entry, "entry");
        if (column < 0) {
            throw new IllegalArgumentException(
                    "column of feature " + entry.feature() + " is " + column + "; expected 0 or more");
        }
    }
}
