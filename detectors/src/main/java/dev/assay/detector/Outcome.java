package dev.assay.detector;

/** What a detector says of one turn. */
public enum Outcome {
    FLAGGED,
    CLEAR,
    /** There was too little text to judge, or the turn's role is not one the detector judges; never counted as clear. */
    ABSTAINED
}
