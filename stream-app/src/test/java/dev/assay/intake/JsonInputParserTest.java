package dev.assay.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.schemas.Role;
import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonInputParserTest {

    private static final Source SOURCE = new Source("turns", 2, 17, 0);
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private final InputParser parser = new JsonInputParser(new InputLimits(1_000_000, 1_000, 20));

    @Test
    void shouldReadATurn() {
        // Given
        String json = """
                {"conversationId": "c", "turnId": 7, "role": "Assistant", "text": "hi \\ud83d\\ude00",
                 "timestamp": "2026-01-02T03:04:05.678+01:00", "model": "m", "modelVersion": "v", "extra": [1]}""";
        // When
        List<Turn> turns = turns(json);
        // Then
        assertThat(turns)
                .containsExactly(new Turn(
                        "c",
                        "7",
                        Role.ASSISTANT,
                        "hi 😀",
                        Instant.parse("2026-01-02T02:04:05.678Z"),
                        "m",
                        "v",
                        SOURCE));
    }

    @Test
    void shouldTakeTheTimeOfTheRecordWhereTheTurnHasNone() {
        assertThat(turns("{\"conversationId\":\"c\",\"turnId\":\"t\",\"role\":\"user\",\"text\":\"\"}"))
                .extracting(Turn::timestamp)
                .containsExactly(TIME);
    }

    @Test
    void shouldUnrollATranscriptInTheShapeOfOpenAi() {
        // Given
        String json = """
                {"id": "c", "model": "m", "messages": [
                  {"role": "developer", "content": "be kind"},
                  {"role": "user", "id": "own", "content": [{"type": "text", "text": "look"},
                     {"type": "image_url", "image_url": {"url": "x"}}]},
                  {"role": "assistant", "content": null, "tool_calls": [
                     {"id": "1", "type": "function", "function": {"name": "find", "arguments": "{}"}}]},
                  {"role": "tool", "tool_call_id": "1", "content": "found"}]}""";
        // When
        List<Turn> turns = turns(json);
        // Then
        assertThat(turns).extracting(Turn::turnId).containsExactly("0", "own", "2", "3");
        assertThat(turns).extracting(Turn::role).containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.TOOL);
        assertThat(turns).extracting(Turn::text).containsExactly("be kind", "look", "find {}", "found");
        assertThat(turns).extracting(Turn::source).contains(new Source("turns", 2, 17, 3));
    }

    @Test
    void shouldUnrollATranscriptInTheShapeOfAnthropic() {
        // Given
        String json = """
                {"conversation_id": "c", "system": [{"type": "text", "text": "be kind"}], "messages": [
                  {"role": "user", "content": "hello"},
                  {"role": "assistant", "content": [{"type": "tool_use", "id": "1", "name": "find", "input": {}}]},
                  {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "1", "content": "found"}]}]}""";
        // When
        List<Turn> turns = turns(json);
        // Then
        assertThat(turns).extracting(Turn::role).containsExactly(Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.TOOL);
        assertThat(turns).extracting(Turn::text).containsExactly("be kind", "hello", "find {}", "found");
    }

    @Test
    void shouldReadItsOwnTranscripts() {
        assertThat(
                        turns(
                                "{\"conversationId\":\"c\",\"messages\":[{\"role\":\"USER\",\"text\":\"a\",\"turnId\":\"t\"}]}"))
                .extracting(Turn::turnId, Turn::text)
                .containsExactly(tuple("t", "a"));
    }

    @Test
    void shouldReplaceHalfSurrogatePairs() {
        assertThat(turns("{\"conversationId\":\"c\",\"turnId\":\"t\",\"role\":\"user\",\"text\":\"a\\ud83db\\ude00\"}"))
                .extracting(Turn::text)
                .containsExactly("a\uFFFDb\uFFFD");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    EMPTY             | ``                                                   | value is empty; expected a turn or a transcript
                    EMPTY             | `  `                                                 | value is blank; expected a JSON object
                    EMPTY             | {"id":"c","messages":[]}                             | messages has no element; expected at least 1
                    MALFORMED_JSON    | {"text":"secret"                                     | value is not JSON at line 1
                    MALFORMED_JSON    | {"text":"secret","text":"secret"}                    | no key twice
                    MALFORMED_JSON    | {} {"text":"secret"}                                 | value is not JSON
                    WRONG_TYPE        | ["secret"]                                           | value is ARRAY; expected a JSON object
                    MISSING_FIELD     | {"text":"secret"}                                    | conversationId is missing
                    MISSING_FIELD     | {"conversationId":" ","turnId":"t","role":"user"}    | conversationId is blank
                    WRONG_TYPE        | {"conversationId":{"a":"secret"}}                    | conversationId is OBJECT; expected a string or a whole number
                    CONTROL_CHARACTER | {"conversationId":"c\\nd","turnId":"t","role":"user","text":"secret"}                | conversationId holds a control character; expected visible characters
                    CONTROL_CHARACTER | {"id":"c","messages":[{"id":"1\\u0000","role":"user","content":"secret"}]}           | turnId holds a control character
                    MISSING_FIELD     | {"conversationId":"c","text":"secret"}               | turnId is missing
                    MISSING_FIELD     | {"conversationId":"c","turnId":"t","text":"secret"}  | role is missing
                    WRONG_TYPE        | {"conversationId":"c","turnId":"t","role":1}         | role is NUMBER
                    UNSUPPORTED_ROLE  | {"conversationId":"c","turnId":"t","role":"secret"}  | role is unknown; expected system, developer, user
                    MISSING_FIELD     | {"conversationId":"c","turnId":"t","role":"user"}    | text is missing
                    WRONG_TYPE        | {"conversationId":"c","turnId":"t","role":"user","text":["secret"]}                 | text is ARRAY; expected a string
                    WRONG_TYPE        | {"conversationId":"c","turnId":"t","role":"user","text":"","timestamp":"secret"}    | timestamp is no such time
                    WRONG_TYPE        | {"conversationId":"c","turnId":"t","role":"user","text":"","timestamp":-1}          | timestamp is no such time
                    WRONG_TYPE        | {"conversationId":"c","turnId":"t","role":"user","text":"","timestamp":1e99}        | timestamp is NUMBER
                    WRONG_TYPE        | {"id":"c","messages":"secret"}                       | messages is STRING; expected an array of messages
                    WRONG_TYPE        | {"id":"c","messages":["secret"]}                     | messages[0] is STRING; expected an object
                    MISSING_FIELD     | {"id":"c","messages":[{"content":"secret"}]}         | messages[0].role is missing
                    UNSUPPORTED_ROLE  | {"id":"c","messages":[{"role":"secret"}]}            | messages[0].role is unknown
                    WRONG_TYPE        | {"id":"c","messages":[{"role":"user","content":7}]}  | messages[0].content
                    MISSING_FIELD     | {"messages":[{"role":"user","content":"secret"}]}    | conversationId is missing
                    """)
    void shouldRejectWithAReasonThatDoesNotQuoteTheRecord(RejectionReason reason, String json, String detail) {
        // When
        Parsed parsed = parse(json.getBytes(UTF_8));
        // Then
        assertThat(parsed.turns()).isEmpty();
        assertThat(parsed.rejections()).hasSize(1);
        Rejection rejection = parsed.rejections().get(0);
        assertThat(rejection.reason()).as(rejection.detail()).isEqualTo(reason);
        assertThat(rejection.detail()).contains(detail).contains("expected").doesNotContain("secret");
    }

    @Test
    void shouldRejectARecordWithoutAValue() {
        assertThat(parser.parse(null, SOURCE, TIME).rejections())
                .extracting(Rejection::reason)
                .containsExactly(RejectionReason.EMPTY);
    }

    @Test
    void shouldRejectBytesThatAreNotUtf8() {
        // Given
        byte[] overlong = {'"', (byte) 0xC0, (byte) 0xAF, '"'};
        // Then
        assertThat(parse(overlong).rejections())
                .extracting(Rejection::reason)
                .containsExactly(RejectionReason.INVALID_UTF8);
    }

    @Test
    void shouldRejectWhatIsTooLargeWithoutReadingIt() {
        assertThat(parse(new byte[50_000_000]).rejections())
                .containsExactly(new Rejection(
                        RejectionReason.TOO_LARGE, 0, "value has 50000000 bytes; expected at most 1000000"));
    }

    @Test
    void shouldRejectNestingNoTranscriptHas() {
        assertThat(parse("{\"a\":".repeat(10_000).getBytes(UTF_8)).rejections())
                .extracting(Rejection::reason)
                .containsExactly(RejectionReason.MALFORMED_JSON);
    }

    @Test
    void shouldRejectTooManyTurns() {
        // Given
        String message = "{\"role\":\"user\",\"content\":\"secret\"}";
        String messages = String.join(",", Collections.nCopies(21, message));
        // Then
        assertThat(parse(("{\"id\":\"c\",\"messages\":[" + messages + "]}").getBytes(UTF_8))
                        .rejections())
                .containsExactly(new Rejection(
                        RejectionReason.TOO_MANY_TURNS, 0, "messages has 21 elements; expected at most 20"));
    }

    @Test
    void shouldRejectOnlyTheTurnThatIsTooLong() {
        // When
        Parsed parsed = parse(("{\"id\":\"c\",\"messages\":[{\"role\":\"user\",\"content\":\"" + "x".repeat(1_001)
                        + "\"},{\"role\":\"user\",\"content\":\"short\"}]}")
                .getBytes(UTF_8));
        // Then
        assertThat(parsed.rejections())
                .containsExactly(new Rejection(
                        RejectionReason.TURN_TOO_LONG, 0, "text has 1001 characters; expected at most 1000"));
        assertThat(parsed.turns()).extracting(Turn::turnId).containsExactly("1");
    }

    @Test
    void shouldRejectNamesThatAreTooLong() {
        // Given
        String json = "{\"conversationId\":\"" + "secret".repeat(100)
                + "\",\"turnId\":\"t\",\"role\":\"user\",\"text\":\"\"}";
        // Then
        assertThat(parse(json.getBytes(UTF_8)).rejections())
                .containsExactly(new Rejection(
                        RejectionReason.NAME_TOO_LONG, 0, "conversationId has 600 characters; expected at most 512"));
    }

    private List<Turn> turns(String json) {
        Parsed parsed = parse(json.getBytes(UTF_8));
        assertThat(parsed.rejections()).isEmpty();
        return parsed.turns();
    }

    private Parsed parse(byte[] value) {
        return parser.parse(value, SOURCE, TIME);
    }
}
