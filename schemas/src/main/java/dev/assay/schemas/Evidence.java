package dev.assay.schemas;

import java.util.List;

/**
 * Why an alert was raised.
 *
 * @param spans strongest first, not overlapping
 * @param features strongest first
 */
public record Evidence(List<Span> spans, List<FeatureActivation> features) {

    public Evidence {
        spans = List.copyOf(spans);
        features = List.copyOf(features);
    }
}
