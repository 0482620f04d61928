package dev.assay.detector;

import static java.util.Objects.requireNonNull;

/** A verdict, and what the detector must be given with the conversation's next turn. */
public record Assessment(Verdict verdict, ConversationMemory memory) {

    public Assessment {
        requireNonNull(verdict, "verdict");
        requireNonNull(memory, "memory");
    }
}
