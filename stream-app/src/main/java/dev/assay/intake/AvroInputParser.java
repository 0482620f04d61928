package dev.assay.intake;

import dev.assay.schemas.Source;
import dev.assay.schemas.Transcript;
import dev.assay.schemas.Turn;
import dev.assay.schemas.mapping.MalformedRecordException;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro records of the schemas Turn and Transcript.
 *
 * <p>A registry that does not answer is not the record's fault: that exception is thrown on, and the record is read
 * again later.
 */
public final class AvroInputParser implements InputParser {

    private final InputLimits limits;
    private final Deserializer<Turn> turns;
    private final Deserializer<Transcript> transcripts;

    /** @param turns thread-safe, as {@code transcripts} */
    public AvroInputParser(InputLimits limits, Deserializer<Turn> turns, Deserializer<Transcript> transcripts) {
        this.limits = limits;
        this.turns = turns;
        this.transcripts = transcripts;
    }

    @Override
    public Parsed parse(byte @Nullable [] value, Source source, Instant recordTime) {
        try {
            byte[] bytes = RecordChecks.value(value, limits);
            return RecordChecks.turns(decode(bytes, source), limits);
        } catch (RejectedException e) {
            return new Parsed(List.of(), List.of(e.rejection()));
        }
    }

    private List<Turn> decode(byte[] bytes, Source source) throws RejectedException {
        try {
            return List.of(located(turns.deserialize(source.topic(), bytes), source));
        } catch (MalformedRecordException notATurn) {
            return transcript(bytes, source).turns();
        }
    }

    private Transcript transcript(byte[] bytes, Source source) throws RejectedException {
        Transcript decoded;
        try {
            decoded = transcripts.deserialize(source.topic(), bytes);
        } catch (MalformedRecordException notATranscript) {
            throw new RejectedException(
                    RejectionReason.MALFORMED_AVRO,
                    "value is neither a Turn nor a Transcript: " + notATranscript.getMessage());
        }
        RecordChecks.turnCount(decoded.messages().size(), limits);
        return new Transcript(
                decoded.conversationId(),
                decoded.messages(),
                decoded.timestamp(),
                decoded.model(),
                decoded.modelVersion(),
                source);
    }

    private static Turn located(Turn turn, Source source) {
        return new Turn(
                turn.conversationId(),
                turn.turnId(),
                turn.role(),
                turn.text(),
                turn.timestamp(),
                turn.model(),
                turn.modelVersion(),
                source);
    }
}
