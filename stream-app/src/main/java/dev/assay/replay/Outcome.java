package dev.assay.replay;

/** What became of an alert when its turn was judged again. */
public enum Outcome {
    /** Raised again, the same in all that is published. */
    IDENTICAL,
    /** Raised again with another score, or other evidence. */
    CHANGED,
    /** Raised then, not now. */
    MISSING,
    /** Raised now, not then. */
    NEW
}
