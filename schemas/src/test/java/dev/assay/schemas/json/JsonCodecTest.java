package dev.assay.schemas.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.schemas.Alert;
import dev.assay.schemas.Role;
import dev.assay.schemas.Samples;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.Transcript;
import dev.assay.schemas.Turn;
import dev.assay.schemas.mapping.MalformedRecordException;
import dev.assay.schemas.mapping.RecordMapper;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonCodecTest {
    private static final String SECRET = "gift-card";
    private static final ObjectMapper TREES = new ObjectMapper();

    private final JsonCodec<Turn> turns = new JsonCodec<>(RecordMapper.of(Turn.class, Schemas.of(Turn.class)));
    private final JsonCodec<Transcript> transcripts =
            new JsonCodec<>(RecordMapper.of(Transcript.class, Schemas.of(Transcript.class)));
    private final JsonCodec<Alert> alerts = new JsonCodec<>(RecordMapper.of(Alert.class, Schemas.of(Alert.class)));

    static Stream<Map.Entry<String, Record>> samples() {
        return Samples.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldBringEverySampleBack(Map.Entry<String, Record> sample) {
        assertRoundTrip(sample.getValue());
    }

    private static <T extends Record> void assertRoundTrip(T value) {
        // Given
        @SuppressWarnings("unchecked") // the class of a T
        Class<T> type = (Class<T>) value.getClass();
        JsonCodec<T> codec = new JsonCodec<>(RecordMapper.of(type, Schemas.of(type)));

        // When
        T back = codec.decode(codec.encode(value));

        // Then
        assertThat(back).isEqualTo(value);
    }

    @Test
    void shouldReadWhatAPersonWouldWrite() {
        // Given: another order, an unknown field, an explicit null, a time with an offset, a whole number
        String json = """
                {"role": "USER", "text": "hello", "conversationId": "c", "turnId": "1", "mood": {"good": true},
                 "model": null, "timestamp": "2026-01-02T05:04:05.678+02:00"}
                """;

        // When
        Turn turn = turns.decode(json.getBytes(UTF_8));

        // Then
        assertThat(turn)
                .isEqualTo(new Turn(
                        "c", "1", Role.USER, "hello", Instant.parse("2026-01-02T03:04:05.678Z"), null, null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text           | 7                 | Turn.text: is of JSON type number; expected a string",
                "text           | null              | Turn.text: is of JSON type null; expected a string",
                "text           | [\"gift-card\"]   | Turn.text: is of JSON type array; expected a string",
                "conversationId | \" \"             | Turn: conversationId is blank; expected at least one visible character",
                "role           | \"gift-card\"     | Turn.role: is an unknown word; expected one of [SYSTEM, USER, ASSISTANT, TOOL]",
                "timestamp      | \"gift-card\"     | Turn.timestamp: is another text; expected an RFC 3339 time as a string",
                "timestamp      | 1700000000000     | Turn.timestamp: is of JSON type number; expected an RFC 3339 time as a string",
                "timestamp      | \"+1000000000-12-31T23:59:59Z\" | Turn.timestamp: is another text; expected an RFC 3339 time as a string",
                "model          | false             | Turn.model: is of JSON type boolean; expected a string",
                "source         | \"gift-card\"     | Turn.source: is of JSON type string; expected an object",
            })
    void shouldNameFieldAndTypeButNeverTheValue(String field, String value, String message) throws Exception {
        // Given
        ObjectNode json = (ObjectNode) TREES.readTree(turns.encode(Samples.TURN));
        json.set(field, TREES.readTree(value));

        // When
        MalformedRecordException failure = refused(json.toString().getBytes(UTF_8));

        // Then
        assertThat(failure).hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "partition | 3000000000           | is of JSON type number; expected a whole number of 32 bits",
                "partition | 1.5                  | is of JSON type number; expected a whole number of 32 bits",
                "offset    | 99999999999999999999 | is of JSON type number; expected a whole number of 64 bits",
                "topic     | {}                   | is of JSON type object; expected a string",
            })
    void shouldNameTheWholePath(String field, String value, String problem) throws Exception {
        // Given
        ObjectNode json = (ObjectNode) TREES.readTree(turns.encode(Samples.TURN));
        json.withObject("/source").set(field, TREES.readTree(value));

        // When
        MalformedRecordException failure = refused(json.toString().getBytes(UTF_8));

        // Then
        assertThat(failure).hasMessage("Turn.source." + field + ": " + problem);
    }

    @Test
    void shouldNameThePlaceInAList() throws Exception {
        // Given
        JsonNode json = TREES.readTree(transcripts.encode(Samples.TRANSCRIPT));
        ((ObjectNode) json.at("/messages/1")).remove("role");

        // When
        MalformedRecordException failure =
                catchThrowableOfType(MalformedRecordException.class, () -> transcripts.decode(json));

        // Then
        assertThat(failure)
                .hasMessage("Transcript.messages[1].role: is missing; expected one of [SYSTEM, USER, ASSISTANT, TOOL]");
    }

    @Test
    void shouldNameTheNestedRecordThatRefusesItsValues() throws Exception {
        // Given
        JsonNode json = TREES.readTree(alerts.encode(Samples.ALERT));
        ((ObjectNode) json.at("/evidence/spans/1")).put("end", 30);

        // When
        MalformedRecordException failure =
                catchThrowableOfType(MalformedRecordException.class, () -> alerts.decode(json));

        // Then
        assertThat(failure).hasMessage("Alert.evidence.spans[1]: span is [31, 30); expected 0 <= start < end");
    }

    @Test
    void shouldRefuseAnythingButOneObjectWithoutQuotingIt() {
        assertThat(refused(new byte[0])).hasMessage("Turn: is empty; expected a JSON object");
        assertThat(refused(utf8("\"gift-card\""))).hasMessage("Turn: is of JSON type string; expected an object");
        assertThat(refused(utf8("gift-card"))).hasMessageStartingWith("Turn: is not well-formed JSON at byte ");
        assertThat(refused(utf8("{\"gift-card\": 1, \"gift-card\": 2}")))
                .hasMessageEndingWith("expected one JSON object without repeated keys");
        assertThat(refused(utf8("{} gift-card"))).hasMessageStartingWith("Turn: is not well-formed JSON");
        assertThat(refused(utf8("[".repeat(100_000)))).hasMessageStartingWith("Turn: is not well-formed JSON");
        assertThat(refused("{\"text\": \"gift-card \u00e9\"}".getBytes(ISO_8859_1)))
                .hasMessageStartingWith("Turn: is not ");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private MalformedRecordException refused(byte[] json) {
        MalformedRecordException failure =
                catchThrowableOfType(MalformedRecordException.class, () -> turns.decode(json));
        assertThat(failure).as("the bytes should be refused").isNotNull().hasNoCause();
        assertThat(failure.getMessage()).doesNotContain(SECRET).doesNotContain("byte -");
        return failure;
    }
}
