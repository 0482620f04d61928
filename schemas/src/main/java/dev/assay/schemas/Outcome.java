package dev.assay.schemas;

/** What a detector says of one turn. */
public enum Outcome {
    FLAGGED,
    CLEAR,
    /** There was too little text to judge; never counted as clear. */
    ABSTAINED
}
