package dev.assay.schemas;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A whole conversation in one record, whatever shape it arrived in.
 *
 * @param messages in the order they were written
 * @param timestamp when it was written, as the producer says, else the record's time; cut to milliseconds
 * @param model the model that wrote the assistant messages, where the producer says so
 * @param modelVersion of that model
 * @param source where the transcript was read, {@code turnIndex} 0; null before it has been in Kafka
 */
public record Transcript(
        String conversationId,
        List<TranscriptMessage> messages,
        Instant timestamp,
        @Nullable String model,
        @Nullable String modelVersion,
        @Nullable Source source) {

    public Transcript {
        Validation.notBlank(conversationId, "conversationId");
        messages = List.copyOf(messages);
        timestamp = Validation.millis(timestamp, "timestamp");
    }

    /** The messages as turns: one without an id of its own gets its position, counted from 0, as its id. */
    public List<Turn> turns() {
        return IntStream.range(0, messages.size()).mapToObj(this::turn).toList();
    }

    private Turn turn(int index) {
        TranscriptMessage message = messages.get(index);
        String ownId = message.turnId();
        Instant ownTime = message.timestamp();
        return new Turn(
                conversationId,
                ownId == null ? Integer.toString(index) : ownId,
                message.role(),
                message.text(),
                ownTime == null ? timestamp : ownTime,
                model,
                modelVersion,
                source == null ? null : new Source(source.topic(), source.partition(), source.offset(), index));
    }

    /** Never prints the messages: chat text must not reach logs and exceptions. */
    @Override
    public String toString() {
        return "Transcript[conversationId=" + conversationId + ", messages=" + messages.size() + ", timestamp="
                + timestamp + ", source=" + source + "]";
    }
}
