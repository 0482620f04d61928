package dev.assay.intake;

import static java.util.Objects.requireNonNull;

/**
 * A record, or one turn of it, cannot be read.
 *
 * @param turnIndex the turn's position in its record; 0 if the whole record is rejected
 * @param detail what was found and what was expected; none of the record's text
 */
public record Rejection(RejectionReason reason, int turnIndex, String detail) {

    public Rejection {
        requireNonNull(reason, "reason");
        requireNonNull(detail, "detail");
    }
}
