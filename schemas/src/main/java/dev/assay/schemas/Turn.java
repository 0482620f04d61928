package dev.assay.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation.
 *
 * @param turnId unique within the conversation; a turn delivered again carries the same id
 * @param text as received, possibly empty; offsets elsewhere count its UTF-16 units
 * @param timestamp when it was written, as the producer says, else the record's time; cut to milliseconds
 * @param model the model that wrote the conversation's assistant turns, where the producer says so
 * @param modelVersion of that model
 * @param source where the turn was read; null before it has been in Kafka
 */
public record Turn(
        String conversationId,
        String turnId,
        Role role,
        String text,
        Instant timestamp,
        @Nullable String model,
        @Nullable String modelVersion,
        @Nullable Source source) {

    public Turn {
        Validation.notBlank(conversationId, "conversationId");
        Validation.notBlank(turnId, "turnId");
        requireNonNull(role, "role");
        requireNonNull(text, "text");
        timestamp = Validation.millis(timestamp, "timestamp");
    }

    public Turn withTurnId(String id) {
        return new Turn(conversationId, id, role, text, timestamp, model, modelVersion, source);
    }

    public Turn withConversationId(String id) {
        return new Turn(id, turnId, role, text, timestamp, model, modelVersion, source);
    }

    /** Never prints the text: chat text must not reach logs and exceptions. */
    @Override
    public String toString() {
        return "Turn[conversationId=" + conversationId + ", turnId=" + turnId + ", role=" + role + ", textLength="
                + text.length() + ", timestamp=" + timestamp + ", source=" + source + "]";
    }
}
