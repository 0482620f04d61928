package dev.assay.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.schemas.Role;
import dev.assay.schemas.Source;
import dev.assay.schemas.Transcript;
import dev.assay.schemas.TranscriptMessage;
import dev.assay.schemas.Turn;
import dev.assay.schemas.wire.WireFormat;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** With serdes that need no registry: which bytes are a turn and which a transcript is their concern. */
class AvroInputParserTest {

    private static final Source SOURCE = new Source("turns", 2, 17, 0);
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private final Serde<Turn> turns = new WireFormat.Json().serde(Turn.class);
    private final Serde<Transcript> transcripts = new WireFormat.Json().serde(Transcript.class);
    private final InputParser parser =
            new AvroInputParser(new InputLimits(100_000, 1_000, 20), turns.deserializer(), transcripts.deserializer());

    @Test
    void shouldSayWhereATurnWasRead() {
        // Given
        Turn turn = new Turn("c", "t", Role.USER, "text", TIME, null, null, null);
        // When
        Parsed parsed = parse(turns.serializer().serialize("turns", turn));
        // Then
        assertThat(parsed.turns()).containsExactly(new Turn("c", "t", Role.USER, "text", TIME, null, null, SOURCE));
    }

    @Test
    void shouldUnrollATranscript() {
        // When
        Parsed parsed = parse(transcript(2));
        // Then
        assertThat(parsed.turns()).extracting(Turn::turnId).containsExactly("0", "1");
        assertThat(parsed.turns()).extracting(Turn::source).contains(new Source("turns", 2, 17, 1));
    }

    @Test
    void shouldRejectWhatIsNeither() {
        assertThat(parse("[]".getBytes(UTF_8)).rejections())
                .extracting(Rejection::reason)
                .containsExactly(RejectionReason.MALFORMED_AVRO);
        assertThat(parse(transcript(0)).rejections())
                .extracting(Rejection::reason)
                .containsExactly(RejectionReason.EMPTY);
        assertThat(parse(transcript(21)).rejections())
                .extracting(Rejection::reason)
                .containsExactly(RejectionReason.TOO_MANY_TURNS);
    }

    @Test
    void shouldNotBlameTheRecordForTheRegistry() {
        // Given
        InputParser away = new AvroInputParser(
                new InputLimits(100_000, 1_000, 20),
                (topic, bytes) -> {
                    throw new KafkaException("the registry does not answer");
                },
                transcripts.deserializer());
        // Then
        assertThatThrownBy(() -> away.parse(transcript(1), SOURCE, TIME)).hasMessageContaining("does not answer");
    }

    private byte[] transcript(int messages) {
        TranscriptMessage message = new TranscriptMessage(Role.USER, "text", null, null);
        List<TranscriptMessage> all = Collections.nCopies(messages, message);
        return transcripts.serializer().serialize("turns", new Transcript("c", all, TIME, null, null, null));
    }

    private Parsed parse(byte[] value) {
        return parser.parse(value, SOURCE, TIME);
    }
}
