package dev.assay.detector;

/** What speaks most for a score. */
public enum Scope {
    TURN,
    /** The turn together with all turns read before it in its conversation. */
    CONVERSATION
}
