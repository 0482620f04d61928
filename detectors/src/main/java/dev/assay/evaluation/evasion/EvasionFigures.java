package dev.assay.evaluation.evasion;

import static java.util.Objects.requireNonNull;

import dev.assay.evaluation.figures.Interval;

/**
 * What a disguise costs a detector.
 *
 * @param positives harmful records, each read as it is and disguised
 * @param recall share of them flagged at the shipped threshold when disguised
 * @param lost recall as they are, less recall when disguised
 */
public record EvasionFigures(String detector, Disguise disguise, int positives, Interval recall, Interval lost) {

    public EvasionFigures {
        requireNonNull(disguise, "disguise");
        requireNonNull(recall, "recall");
        requireNonNull(lost, "lost");
    }
}
