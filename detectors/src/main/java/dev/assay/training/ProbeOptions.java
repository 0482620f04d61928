package dev.assay.training;

import dev.assay.graph.HookPoint;
import java.util.List;

/**
 * How probes are trained and chosen.
 *
 * @param hooks among which the best is chosen
 * @param penalties L2 penalties among which the best is chosen
 * @param folds most folds of the cross-validation; whole subsets share a fold
 * @param recordsPerSubset most records of each subset and label in a fit of the cross-validation
 * @param turnsPerRecord most turns of a record in any fit
 * @param generalShare of the negatives' weight that the unlabelled pool has
 * @param minTokens shorter turns are not judged alone
 * @param prior tokens of logit 0 that every turn and conversation starts with
 * @param neutralLogit of a fit with as many positives as negatives, becomes the probe's logit 0: how a text is taken that
 *     nothing is known of; -3 is one harmful in 20
 * @param seed of the choices of records, turns and folds
 */
public record ProbeOptions(
        List<HookPoint> hooks,
        List<Double> penalties,
        int folds,
        int recordsPerSubset,
        int turnsPerRecord,
        double generalShare,
        int minTokens,
        double prior,
        double neutralLogit,
        long seed) {

    public ProbeOptions {
        hooks = hooks.stream().sorted().toList();
        penalties = penalties.stream().sorted().toList();
        if (hooks.isEmpty() || penalties.isEmpty()) {
            throw new IllegalArgumentException(
                    "hooks are " + hooks + " and penalties " + penalties + "; expected at least one of each");
        }
        if (!(penalties.get(0) > 0)) {
            throw new IllegalArgumentException("smallest penalty is " + penalties.get(0) + "; expected above 0");
        }
        if (folds < 2 || recordsPerSubset < 1 || turnsPerRecord < 1 || minTokens < 1) {
            throw new IllegalArgumentException("folds is " + folds + ", recordsPerSubset " + recordsPerSubset
                    + ", turnsPerRecord " + turnsPerRecord + " and minTokens " + minTokens
                    + "; expected at least 2 folds and 1 of the others");
        }
        if (!(generalShare >= 0 && generalShare < 1)) {
            throw new IllegalArgumentException("generalShare is " + generalShare + "; expected 0 to below 1");
        }
    }
}
