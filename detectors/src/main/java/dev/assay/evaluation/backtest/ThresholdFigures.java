package dev.assay.evaluation.backtest;

import org.jspecify.annotations.Nullable;

/**
 * What a threshold does to the recorded turns.
 *
 * @param flagged turns with a score of at least the threshold
 * @param alerts of these, those that no cool-down holds back
 * @param conversations with at least one alert
 * @param alertsPerDay null if the days are not known
 * @param confirmed flagged turns whose alert a reviewer confirmed
 * @param rejected flagged turns whose alert a reviewer rejected
 * @param meanScore of flagged turns: the precision that the calibration promises; null without flagged turns
 */
public record ThresholdFigures(
        double threshold,
        int flagged,
        int alerts,
        int conversations,
        @Nullable Double alertsPerDay,
        int confirmed,
        int rejected,
        @Nullable Double meanScore) {

    /** Share of the decided alerts that were confirmed; null if none was decided. */
    public @Nullable Double decidedPrecision() {
        int decided = confirmed + rejected;
        return decided == 0 ? null : (double) confirmed / decided;
    }
}
