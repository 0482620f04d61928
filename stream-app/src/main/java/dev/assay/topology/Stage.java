package dev.assay.topology;

import java.util.Locale;

/** What stream threads do themselves to a record or a turn. The reader, which they hand turns to, measures its own time. */
public enum Stage {
    /** Parses and checks one record of the input topic. */
    INTAKE,
    /** Finds a turn's conversation, and whether it has the turn already. */
    CONTEXT,
    /** Has every detector judge a turn that was read. */
    DETECTION;

    /** As a label's value. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
