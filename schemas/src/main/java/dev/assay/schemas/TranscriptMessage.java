package dev.assay.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message inside a {@link Transcript}.
 *
 * @param text as received, possibly empty
 * @param turnId null where the producer names nothing: the position in the transcript is used
 * @param timestamp null where the producer does not time each message: the transcript's is used
 */
public record TranscriptMessage(
        Role role,
        String text,
        @Nullable String turnId,
        @Nullable Instant timestamp) {

    public TranscriptMessage {
        requireNonNull(role, "role");
        requireNonNull(text, "text");
        if (turnId != null) {
            Validation.notBlank(turnId, "turnId");
        }
        if (timestamp != null) {
            timestamp = Validation.millis(timestamp, "timestamp");
        }
    }

    /** Never prints the text: chat text must not reach logs and exceptions. */
    @Override
    public String toString() {
        return "TranscriptMessage[role=" + role + ", textLength=" + text.length() + ", turnId=" + turnId + "]";
    }
}
