package dev.assay.schemas;

/** What the decisive score of an alert was computed over. */
public enum Scope {
    TURN,
    /** The turn together with all turns read before it in its conversation. */
    CONVERSATION
}
