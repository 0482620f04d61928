package dev.assay.evaluation.features;

/**
 * By how much the logits of one probe fall at the tokens of some turns, if what the residual has of one feature's direction
 * is taken from it: along that direction, or as much of it along another's. Only tokens at which the feature fires are
 * changed, and a residual has of a direction what it has more than the mean residual.
 */
interface TokenFalls {

    /**
     * @param direction a feature of the dictionary
     * @return {@code [turns][tokens]}
     */
    double[][] along(int direction);
}
