package dev.assay.evaluation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Figures of one detector on the records of one file, category and source.
 *
 * @param file name, without a directory
 * @param source the records' subset, or {@code *} for the whole file
 * @param flagged records of either label of which at least one turn was flagged
 * @param auroc null unless there are records of both labels
 * @param recallAtFpr by false-positive rate, among the file's own negatives; null unless there are records of both
 *     labels
 * @param recallAtBenignFpr by false-positive rate, among the benign files' records; null unless there are both
 */
public record EvaluationRow(
        String file,
        String category,
        String source,
        String detector,
        int positives,
        int negatives,
        int flagged,
        @Nullable Double auroc,
        Map<Double, Metrics.@Nullable Recall> recallAtFpr,
        Map<Double, Metrics.@Nullable Recall> recallAtBenignFpr) {}
