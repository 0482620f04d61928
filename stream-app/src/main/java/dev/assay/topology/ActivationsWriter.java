package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import dev.assay.detector.FeatureColumn;
import dev.assay.detector.Verdict;
import dev.assay.reader.TurnScores;
import dev.assay.schemas.Activations;
import dev.assay.schemas.DetectorScore;
import dev.assay.schemas.Outcome;
import dev.assay.schemas.SparseFeature;
import dev.assay.schemas.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes down what the reader showed of a turn: of a very long one the strongest features only, since a record that no
 * topic takes would stop everything behind it.
 *
 * @param bundle digest of the bundle the features are of
 * @param features with their columns of the scores
 */
record ActivationsWriter(String bundle, List<FeatureColumn> features) {

    /** Values in one record; a value takes about 30 bytes of JSON, and topics take a megabyte. */
    static final int MOST_VALUES = 20_000;

    ActivationsWriter {
        features = List.copyOf(features);
    }

    Activations activations(ScoredTurn scored, Instant recordTime, List<Verdict> verdicts) {
        Turn turn = scored.turn();
        return new Activations(
                turn.conversationId(),
                turn.turnId(),
                turn.role(),
                recordTime,
                requireNonNull(turn.source(), "source"),
                bundle,
                turn.model(),
                turn.modelVersion(),
                scored.scores().tokens().size(),
                verdicts.stream().map(ActivationsWriter::score).toList(),
                strongest(features.stream()
                        .map(feature -> sparse(feature, scored.scores()))
                        .filter(feature -> !feature.values().isEmpty())
                        .toList()));
    }

    private static DetectorScore score(Verdict verdict) {
        return new DetectorScore(
                verdict.detector(),
                Outcome.valueOf(verdict.outcome().name()),
                verdict.score(),
                verdict.turnScore(),
                verdict.conversationScore());
    }

    private static SparseFeature sparse(FeatureColumn feature, TurnScores scores) {
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        List<Float> values = new ArrayList<>();
        for (int token = 0; token < scores.tokens().size(); token++) {
            float value = scores.score(token, feature.column());
            if (value > 0) {
                starts.add(scores.tokens().start(token));
                ends.add(scores.tokens().end(token));
                values.add(value);
            }
        }
        return new SparseFeature(feature.entry().feature(), starts, ends, values);
    }

    /** Whole features, as many as fit, by rising index. */
    private static List<SparseFeature> strongest(List<SparseFeature> features) {
        List<SparseFeature> kept = new ArrayList<>();
        int room = MOST_VALUES;
        for (SparseFeature feature : sorted(features, Comparator.comparingDouble(ActivationsWriter::minusHighest))) {
            if (feature.values().size() <= room) {
                room -= feature.values().size();
                kept.add(feature);
            }
        }
        return sorted(kept, Comparator.comparingInt(SparseFeature::feature));
    }

    private static double minusHighest(SparseFeature feature) {
        return -feature.values().stream().mapToDouble(Float::doubleValue).max().orElse(0);
    }

    private static List<SparseFeature> sorted(List<SparseFeature> features, Comparator<SparseFeature> order) {
        return features.stream().sorted(order).toList();
    }
}
