package dev.assay.evaluation.features;

import dev.assay.catalogue.CatalogueEntry;
import dev.assay.dictionary.Neighbour;
import dev.assay.evaluation.figures.Curve;
import java.util.List;

/**
 * All that is known of one feature.
 *
 * @param entry of the catalogue, with what was measured now
 * @param fired tokens at which it fires
 * @param tokens read
 * @param histograms of its values, see {@link ValueHistogram#outline}
 * @param examples strongest first
 * @param near by decoder cosine
 * @param together by co-activation
 */
public record FeatureFacts(
        CatalogueEntry entry,
        long fired,
        long tokens,
        List<Curve> histograms,
        List<FeatureExample> examples,
        List<Neighbour> near,
        List<CoActivation> together) {

    public FeatureFacts {
        histograms = List.copyOf(histograms);
        examples = List.copyOf(examples);
        near = List.copyOf(near);
        together = List.copyOf(together);
    }
}
