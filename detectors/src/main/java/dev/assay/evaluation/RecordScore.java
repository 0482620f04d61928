package dev.assay.evaluation;

/**
 * What one detector makes of a record.
 *
 * @param score the largest unrounded score of its turns; 0 if the detector abstained on all
 * @param flagged whether any turn was flagged
 */
record RecordScore(double score, boolean flagged) {

    static final RecordScore NONE = new RecordScore(0, false);

    RecordScore or(double turnScore, boolean turnFlagged) {
        return new RecordScore(Math.max(score, turnScore), flagged || turnFlagged);
    }
}
