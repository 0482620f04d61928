package dev.assay.schemas;

/** Who wrote a turn. */
public enum Role {
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL
}
