package dev.assay.chat;

/** Who wrote a message of a transcript. */
public enum Role {
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL
}
