package dev.assay.evaluation.backtest;

import java.util.List;

/**
 * What would change with another threshold.
 *
 * @param gained alerts that would be raised and are not now, in record order
 * @param lost alerts that are raised now and would not be
 */
public record ThresholdChange(
        ThresholdFigures now, ThresholdFigures then, List<RecordedScore> gained, List<RecordedScore> lost) {

    public ThresholdChange {
        gained = List.copyOf(gained);
        lost = List.copyOf(lost);
    }
}
