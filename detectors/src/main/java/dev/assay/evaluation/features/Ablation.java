package dev.assay.evaluation.features;

import dev.assay.catalogue.FeatureMeasurement.Causality;
import dev.assay.detector.Pooling;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether a detector rests on a feature: by how much its turn logit falls if the feature's direction is removed, against
 * removing as much along directions of other features. Pure functions.
 */
final class Ablation {

    private Ablation() {}

    /** One probe of a detector, with its weight there. */
    record Term(double weight, TokenFalls falls) {}

    /**
     * @param turns in which the feature fires, at least one
     * @param terms one for each of the detector's probes, over those turns
     * @param controls other features, at least one
     */
    static Causality measure(List<FiringTurn> turns, Pooling pooling, List<Term> terms, int feature, int[] controls) {
        double effect = effect(turns, pooling, terms, feature);
        double[] others = IntStream.of(controls)
                .mapToDouble(control -> effect(turns, pooling, terms, control))
                .toArray();
        long asMuch = Arrays.stream(others).filter(other -> other >= effect).count();
        double mean = Arrays.stream(others).average().orElseThrow();
        return new Causality(turns.size(), effect, mean, (1.0 + asMuch) / (1 + others.length));
    }

    /** Mean over the turns of the fall of their logit. */
    private static double effect(List<FiringTurn> turns, Pooling pooling, List<Term> terms, int direction) {
        List<double[][]> falls =
                terms.stream().map(term -> term.falls().along(direction)).toList();
        double sum = 0;
        for (int turn = 0; turn < turns.size(); turn++) {
            double[] logits = turns.get(turn).logits();
            double[] changed = logits.clone();
            for (int term = 0; term < falls.size(); term++) {
                for (int token = 0; token < changed.length; token++) {
                    changed[token] -= terms.get(term).weight() * falls.get(term)[turn][token];
                }
            }
            sum += pooling.pool(logits) - pooling.pool(changed);
        }
        return sum / turns.size();
    }
}
