package dev.assay.intake;

import dev.assay.schemas.Source;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the value of one input record. Never throws for what the record contains. Thread-safe. */
@FunctionalInterface
public interface InputParser {

    /**
     * @param value null in a record without one
     * @param source of the record; its turn index is 0
     * @param recordTime of turns that carry no time of their own
     */
    Parsed parse(byte @Nullable [] value, Source source, Instant recordTime);
}
