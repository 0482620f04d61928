package dev.assay.schemas;

/** What speaks most for an alert's score. */
public enum Scope {
    TURN,
    /** The turn together with all turns read before it in its conversation. */
    CONVERSATION
}
