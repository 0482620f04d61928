package dev.assay.training;

import dev.assay.detector.Combination;

/**
 * How detectors judge.
 *
 * @param passageHalfLife tokens after which a passage has half forgotten a token; 0 to judge whole turns only
 * @param combination how turn, passage and conversation become one score
 * @param isotonic whether calibrations are isotonic; otherwise Platt's sigmoid
 * @param benignBudget share of benign turns that may be flagged
 * @param harmlessBudget share of labelled harmless records that may be flagged: they are hard ones, chosen to be mistaken
 * @param leastThreshold the threshold is never below this calibrated probability
 * @param minTokens shorter turns are not judged alone
 * @param prior tokens of logit 0 that every turn and conversation starts with
 * @param forgetting what the memory of earlier turns is multiplied by at each turn
 */
public record CalibrationOptions(
        double passageHalfLife,
        Combination combination,
        boolean isotonic,
        double benignBudget,
        double harmlessBudget,
        double leastThreshold,
        int minTokens,
        double prior,
        double forgetting) {

    public static final CalibrationOptions DEFAULT =
            new CalibrationOptions(96, new Combination.PooledOdds(0.5), false, 0.001, 0.05, 0.5, 5, 8, 0.95);

    public CalibrationOptions {
        if (!(passageHalfLife >= 0)) {
            throw new IllegalArgumentException("passageHalfLife is " + passageHalfLife + "; expected 0 or more");
        }
        requireShare("benignBudget", benignBudget);
        requireShare("harmlessBudget", harmlessBudget);
        if (!(leastThreshold > 0 && leastThreshold <= 1)) {
            throw new IllegalArgumentException("leastThreshold is " + leastThreshold + "; expected above 0 to 1");
        }
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(name + " is " + share + "; expected 0 to below 1");
        }
    }
}
