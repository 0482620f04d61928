package dev.assay.detector;

/** What the decisive score was computed over. */
public enum Scope {
    TURN,
    /** The turn together with all turns read before it in its conversation. */
    CONVERSATION
}
