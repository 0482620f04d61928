package dev.assay.training;

/**
 * How detectors judge.
 *
 * @param passageHalfLife tokens after which a passage has half forgotten a token; 0 to judge whole turns only
 * @param isotonic whether calibrations are isotonic; otherwise Platt's sigmoid
 * @param benignBudget share of benign turns that may be flagged
 * @param leastThreshold the threshold is never below this calibrated probability
 * @param minTokens shorter turns are not judged alone
 * @param prior tokens of logit 0 that every turn and conversation starts with
 * @param forgetting what the memory of earlier turns is multiplied by at each turn
 */
public record CalibrationOptions(
        double passageHalfLife,
        boolean isotonic,
        double benignBudget,
        double leastThreshold,
        int minTokens,
        double prior,
        double forgetting) {

    public static final CalibrationOptions DEFAULT = new CalibrationOptions(96, false, 0.001, 0.5, 5, 8, 0.95);

    public CalibrationOptions {
        if (!(passageHalfLife >= 0)) {
            throw new IllegalArgumentException("passageHalfLife is " + passageHalfLife + "; expected 0 or more");
        }
        if (!(benignBudget >= 0 && benignBudget < 1) || !(leastThreshold > 0 && leastThreshold <= 1)) {
            throw new IllegalArgumentException("benignBudget is " + benignBudget + " and leastThreshold "
                    + leastThreshold + "; expected 0 to below 1, and above 0 to 1");
        }
    }
}
