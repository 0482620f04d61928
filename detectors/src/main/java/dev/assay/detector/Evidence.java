package dev.assay.detector;

import java.util.List;

/**
 * Why a verdict is what it is.
 *
 * @param spans strongest first, not overlapping
 * @param features strongest first
 */
public record Evidence(List<Span> spans, List<FeatureActivation> features) {

    public static final Evidence NONE = new Evidence(List.of(), List.of());

    public Evidence {
        spans = List.copyOf(spans);
        features = List.copyOf(features);
    }
}
