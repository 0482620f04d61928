package dev.assay.evaluation.figures;

import dev.assay.evaluation.baseline.Scorers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures of one detector and of everything it is compared with, on the records of one source.
 *
 * @param source a subset, or {@link #ALL} for the whole file
 * @param borrowed null, or {@code positives} or {@code negatives} where the source has none: they are then those of
 *     other sources that no baseline was trained on
 * @param scorers in the order of {@link Scorers#of}
 * @param recall share of the positives that the detector flags at its shipped threshold; NaN without positives
 * @param falseAlarms share of the negatives that it flags; NaN without negatives
 */
public record SourceFigures(
        String source,
        int positives,
        int negatives,
        @Nullable String borrowed,
        List<ScorerFigures> scorers,
        double recall,
        double falseAlarms,
        Reliability reliability) {

    public static final String ALL = "*";

    public SourceFigures {
        scorers = List.copyOf(scorers);
    }

    /**
     * Figures of one scorer; each null where it cannot be computed.
     *
     * @param recallAtBenign recall where 1% of the benign records are above the threshold
     */
    public record ScorerFigures(
            String scorer,
            @Nullable Interval auroc,
            @Nullable Interval averagePrecision,
            @Nullable Interval recallAtBenign) {}
}
