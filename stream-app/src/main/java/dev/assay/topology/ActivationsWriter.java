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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Writes down all that the reader showed of a turn.
 *
 * @param bundle digest of the bundle the features are of
 * @param features by rising index
 */
record ActivationsWriter(String bundle, List<FeatureColumn> features) {

    ActivationsWriter {
        features = features.stream()
                .sorted(Comparator.comparingInt(feature -> feature.entry().feature()))
                .toList();
    }

    Activations activations(ScoredTurn scored, List<Verdict> verdicts) {
        Turn turn = scored.turn();
        return new Activations(
                turn.conversationId(),
                turn.turnId(),
                turn.role(),
                turn.timestamp(),
                requireNonNull(turn.source(), "source"),
                bundle,
                turn.model(),
                turn.modelVersion(),
                scored.scores().tokens().size(),
                verdicts.stream().map(ActivationsWriter::score).toList(),
                features.stream()
                        .map(feature -> sparse(feature, scored.scores()))
                        .filter(feature -> !feature.values().isEmpty())
                        .toList());
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
}
