package dev.assay.evaluation.baseline;

import dev.assay.evaluation.measure.MeasuredRecord;

/** Gives a record a number that should be higher if it is positive: a detector, a part of one, or a baseline. */
public interface Scorer {

    /** For a column's head. */
    String name();

    /** Whether there is a score when {@code source} is left out: not if too little is left to learn from. */
    default boolean scores(String source) {
        return true;
    }

    /**
     * @param source left out of what the score was learnt from, if anything was
     * @return finite
     */
    double score(MeasuredRecord record, String source);
}
