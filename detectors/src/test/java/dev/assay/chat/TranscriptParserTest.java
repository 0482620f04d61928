package dev.assay.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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
    void shouldReadPartsOfUnknownTypesAsFarAsTheyHaveText() {
        // Given blocks of a server's own tools, and one of a type nobody has heard of
        String json = """
                [{"role": "assistant", "content": [
                    {"type": "server_tool_use", "id": "1", "name": "web_search", "input": {"query": "gift cards"}},
                    {"type": "web_search_tool_result", "tool_use_id": "1", "content": [
                        {"type": "web_search_result", "title": "Buy cards", "url": "u", "encrypted_content": "AAAA"}]},
                    {"type": "web_search_tool_result", "tool_use_id": "1",
                     "content": {"type": "web_search_tool_result_error", "error_code": "unavailable"}},
                    {"type": "code_execution_tool_result", "content": {"stdout": "out", "stderr": "err", "return_code": 0}},
                    {"type": "mcp_tool_result", "is_error": false, "content": [{"type": "text", "text": "from afar"}]},
                    {"type": "hologram", "pixels": [1, 2], "text": {"odd": 1}},
                    {"type": "text", "text": "Found."}]},
                 {"role": "user", "content": [
                    {"type": "tool_result", "tool_use_id": "2", "content": [{"type": "search_result", "source": "u",
                     "title": "A page", "content": [{"type": "text", "text": "its words"}]}]}]}]
                """;

        // When
        ParsedMessages parsed = TranscriptParser.parse(tree(json));

        // Then
        assertThat(parsed.messages())
                .containsExactly(
                        new Message(
                                Role.ASSISTANT,
                                "web_search\n{\"query\":\"gift cards\"}\nBuy cards\nout\nerr\nfrom afar\nFound."),
                        new Message(Role.TOOL, "A page\nits words"));
        assertThat(parsed.unknownParts()).isEqualTo(7);
    }

    @Test
    void shouldReadPartsWithoutATypeAsFarAsTheyHaveText() {
        // Given
        String json = """
                [{"role": "user", "content": [
                    {"text": "no type"},
                    {"type": null, "text": "null"},
                    {"type": 7, "text": "a number"},
                    {"type": {"odd": "text"}, "text": "an object"},
                    {"type": ["text"], "content": [{"text": "an array"}]},
                    "only text",
                    5,
                    null,
                    {"type": "text", "text": "as it should be"}]},
                 {"role": "user", "content": [
                    {"type": "tool_result", "tool_use_id": "1", "content": [{"text": "found"}]}]},
                 {"role": "user", "content": [
                    {"type": "tool_result", "tool_use_id": "2", "content": "found"}, {"text": "and this"}]}]
                """;

        // When
        ParsedMessages parsed = TranscriptParser.parse(tree(json));

        // Then
        assertThat(parsed.messages())
                .containsExactly(
                        new Message(
                                Role.USER, "no type\nnull\na number\nan object\nan array\nonly text\nas it should be"),
                        new Message(Role.TOOL, "found"),
                        new Message(Role.USER, "found\nand this"));
        assertThat(parsed.unknownParts()).isEqualTo(10);
    }

    @Test
    void shouldReadDocumentsThatAreText() {
        // Given
        String json = """
                [{"role": "user", "content": [
                    {"type": "document", "title": "Letter", "context": "from my bank",
                     "source": {"type": "text", "media_type": "text/plain", "data": "Dear customer"}},
                    {"type": "document", "source": {"type": "content", "content": [{"type": "text", "text": "in parts"}]}},
                    {"type": "document", "source": {"type": "content", "content": "in one"}},
                    {"type": "document", "source": {"type": "base64", "media_type": "application/pdf", "data": "AAAA"}}]}]
                """;

        // When
        ParsedMessages parsed = TranscriptParser.parse(tree(json));

        // Then
        assertThat(parsed.messages())
                .containsExactly(new Message(Role.USER, "Letter\nfrom my bank\nDear customer\nin parts\nin one"));
        assertThat(parsed.unknownParts()).isZero();
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
        return TranscriptParser.messages(tree(json));
    }

    private static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
