package dev.assay.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TranscriptParserTest {

    @Test
    void shouldReadStringsAndEveryRole() {
        // Given a transcript with each role under each of its names
        String json = """
                [{"role": "system", "content": "a"}, {"role": "developer", "content": "b"},
                 {"role": "user", "content": "c"}, {"role": "assistant", "content": "d"},
                 {"role": "tool", "content": "e"}, {"role": "function", "content": "f"}]
                """;

        // When / Then
        assertThat(parse(json))
                .containsExactly(
                        new Message(Role.SYSTEM, "a"),
                        new Message(Role.SYSTEM, "b"),
                        new Message(Role.USER, "c"),
                        new Message(Role.ASSISTANT, "d"),
                        new Message(Role.TOOL, "e"),
                        new Message(Role.TOOL, "f"));
    }

    @Test
    void shouldJoinTextPartsAndLeaveImagesAndSoundOut() {
        // Given
        String json = """
                [{"role": "user", "content": [
                    {"type": "text", "text": "Look at"},
                    {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
                    {"type": "input_audio", "input_audio": {"data": "AAAA", "format": "wav"}},
                    {"type": "input_text", "text": "this"}]},
                 {"role": "assistant", "content": [
                    {"type": "output_text", "text": "Seen."}, {"type": "refusal", "refusal": "But no."}]}]
                """;

        // When / Then
        assertThat(parse(json))
                .containsExactly(
                        new Message(Role.USER, "Look at\nthis"), new Message(Role.ASSISTANT, "Seen.\nBut no."));
    }

    @Test
    void shouldReadToolCallsAsText() {
        // Given one message with a null content and calls, and one that refuses and calls in the older form
        String json = """
                [{"role": "assistant", "content": null, "tool_calls": [
                    {"id": "1", "type": "function", "function": {"name": "pay", "arguments": "{\\"to\\": \\"Eve\\"}"}},
                    {"id": "2", "type": "custom", "custom": {"name": "shell", "input": "ls -l"}}]},
                 {"role": "assistant", "refusal": "No.", "function_call": {"name": "stop"}}]
                """;

        // When / Then
        assertThat(parse(json))
                .containsExactly(
                        new Message(Role.ASSISTANT, "pay {\"to\": \"Eve\"}\nshell ls -l"),
                        new Message(Role.ASSISTANT, "No.\nstop"));
    }

    @Test
    void shouldReadAnthropicBlocks() {
        // Given
        String json = """
                [{"role": "assistant", "content": [
                    {"type": "thinking", "thinking": "Which file?", "signature": "x"},
                    {"type": "text", "text": "I will look."},
                    {"type": "tool_use", "id": "1", "name": "read", "input": {"path": "a.txt"}}]},
                 {"role": "user", "content": [
                    {"type": "tool_result", "tool_use_id": "1", "content": "line one"},
                    {"type": "tool_result", "tool_use_id": "2", "content": [{"type": "text", "text": "line two"}]}]},
                 {"role": "user", "content": [
                    {"type": "tool_result", "tool_use_id": "3"}, {"type": "text", "text": "And now?"}]}]
                """;

        // When / Then
        assertThat(parse(json))
                .containsExactly(
                        new Message(Role.ASSISTANT, "Which file?\nI will look.\nread {\"path\":\"a.txt\"}"),
                        new Message(Role.TOOL, "line one\nline two"),
                        new Message(Role.USER, "And now?"));
    }

    @Test
    void shouldNameThePathAndTypeOfWhatIsMalformed() {
        // Given malformed transcripts and what is to be said of them
        Map<String, String> malformed = Map.of(
                "{\"secret\": 1}", "messages is of type object; expected an array of messages",
                "[\"secret\"]", "messages[0] is of type string; expected an object with role and content",
                "[{\"content\": \"secret\"}]", "messages[0].role is of type missing; expected a string",
                "[{\"role\": \"secret\", \"content\": \"\"}]",
                        "messages[0].role is an unknown role; expected system, developer, user, assistant, tool or function",
                "[{\"role\": \"user\", \"content\": 5}]",
                        "messages[0].content is of type number; expected a string or an array of parts",
                "[{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": {\"secret\": 1}}]}]",
                        "messages[0].content[0].text is of type object; expected a string",
                "[{\"role\": \"user\", \"content\": [{\"type\": \"secret\"}]}]",
                        "messages[0].content[0].type is an unknown kind of part; expected a text, refusal, thinking,"
                                + " tool_use, tool_result, image, audio, video, document or file part",
                "[{\"role\": \"assistant\", \"tool_calls\": [{\"function\": {\"name\": \"f\", \"arguments\": 5}}]}]",
                        "messages[0].tool_calls[0].function.arguments is of type number; expected a string, an object or"
                                + " an array");

        // When / Then
        malformed.forEach((json, message) -> assertThatThrownBy(() -> parse(json))
                .as(json)
                .isInstanceOf(MalformedTranscriptException.class)
                .hasMessage(message)
                .hasMessageNotContaining("secret"));
    }

    private static List<Message> parse(String json) {
        try {
            return TranscriptParser.messages(new ObjectMapper().readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
