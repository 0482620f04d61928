package dev.assay.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the reader showed of one scored turn: each detector's scores and the features that fired.
 *
 * @param timestamp the record time of the turn, cut to milliseconds
 * @param source where the turn's text can be read
 * @param bundle digest of the bundle in use
 * @param model the model that wrote the conversation's assistant turns, where the producer says so
 * @param modelVersion of that model
 * @param tokens of the turn that were scored
 * @param detectors in the bundle's order, shadow detectors included
 * @param features by rising index; those that fire nowhere in the turn are left out
 */
public record Activations(
        String conversationId,
        String turnId,
        Role role,
        Instant timestamp,
        Source source,
        String bundle,
        @Nullable String model,
        @Nullable String modelVersion,
        int tokens,
        List<DetectorScore> detectors,
        List<SparseFeature> features) {

    public Activations {
        Validation.notBlank(conversationId, "conversationId");
        Validation.notBlank(turnId, "turnId");
        requireNonNull(role, "role");
        timestamp = Validation.millis(timestamp, "timestamp");
        requireNonNull(source, "source");
        Validation.notBlank(bundle, "bundle");
        Validation.notNegative(tokens, "tokens");
        detectors = List.copyOf(detectors);
        features = List.copyOf(features);
    }
}
