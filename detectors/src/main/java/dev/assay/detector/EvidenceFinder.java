package dev.assay.detector;

import dev.assay.reader.TurnScores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds what in a flagged turn explains the verdict: the text spans that stand out, and the monitored features that
 * fired. Immutable, thread-safe.
 */
final class EvidenceFinder {

    static final int MOST_FEATURES = 8;

    private final String detector;
    private final List<FeatureColumn> features;

    EvidenceFinder(String detector, List<FeatureColumn> features) {
        this.detector = detector;
        this.features = List.copyOf(features);
    }

    /** @param logits {@code [tokens]}, of the detector */
    Evidence find(TurnScores scores, double[] logits) {
        return new Evidence(SpanFinder.find(scores.tokens(), logits), features(scores));
    }

    /** Those whose value is above 0 somewhere, by their largest value relative to the catalogue's {@code high}. */
    private List<FeatureActivation> features(TurnScores scores) {
        List<Ranked> fired = new ArrayList<>();
        for (FeatureColumn feature : features) {
            int strongest = strongestToken(scores, feature.column());
            double value = strongest < 0 ? 0 : Detector.round(scores.score(strongest, feature.column()));
            if (value > 0) {
                fired.add(ranked(scores, feature, strongest, value));
            }
        }
        fired.sort(
                Comparator.comparingDouble(Ranked::relative).reversed().thenComparingInt(ranked -> ranked.activation()
                        .feature()));
        return fired.stream().limit(MOST_FEATURES).map(Ranked::activation).toList();
    }

    private static Ranked ranked(TurnScores scores, FeatureColumn feature, int token, double value) {
        FeatureActivation activation = new FeatureActivation(
                feature.entry().feature(),
                feature.entry().label(),
                value,
                scores.tokens().start(token),
                scores.tokens().end(token));
        return new Ranked(activation, value / feature.entry().reference().high());
    }

    /** The first token with the column's largest value; -1 where there are no tokens. */
    private int strongestToken(TurnScores scores, int column) {
        int strongest = -1;
        for (int token = 0; token < scores.tokens().size(); token++) {
            float value = NonFiniteScoreException.requireFinite(detector, scores, token, column);
            if (strongest < 0 || value > scores.score(strongest, column)) {
                strongest = token;
            }
        }
        return strongest;
    }

    private record Ranked(FeatureActivation activation, double relative) {}
}
