package dev.assay.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The text of a message's {@code content}: a string, or an array of typed parts.
 *
 * @param pieces one text for each part, possibly empty
 * @param onlyToolResults whether there are parts and all of them are tool results
 */
record ContentText(List<String> pieces, boolean onlyToolResults) {

    private static final String KNOWN_PARTS =
            "a text, refusal, thinking, tool_use, tool_result, image, audio, video, document or file part";

    ContentText {
        pieces = List.copyOf(pieces);
    }

    static ContentText of(JsonNode content, String path) {
        if (JsonPaths.absent(content)) {
            return new ContentText(List.of(), false);
        }
        if (content.isTextual()) {
            return new ContentText(List.of(content.textValue()), false);
        }
        JsonPaths.require(content.isArray(), path, content, "a string or an array of parts");
        List<String> pieces = new ArrayList<>(content.size());
        boolean onlyToolResults = !content.isEmpty();
        for (int i = 0; i < content.size(); i++) {
            String at = path + "[" + i + "]";
            JsonNode part = content.get(i);
            JsonPaths.require(part.isObject(), at, part, "an object with a type");
            String type = JsonPaths.string(part.path("type"), at + ".type");
            onlyToolResults &= type.equals("tool_result");
            pieces.add(text(type, part, at));
        }
        return new ContentText(pieces, onlyToolResults);
    }

    static String join(List<String> pieces) {
        return pieces.stream().filter(piece -> !piece.isEmpty()).collect(Collectors.joining("\n"));
    }

    private static String text(String type, JsonNode part, String path) {
        return switch (type) {
            case "text", "input_text", "output_text" -> JsonPaths.string(part.path("text"), path + ".text");
            case "refusal" -> JsonPaths.string(part.path("refusal"), path + ".refusal");
            case "thinking" -> JsonPaths.string(part.path("thinking"), path + ".thinking");
            case "tool_use" -> TranscriptParser.call(part, "input", path);
            case "tool_result" ->
                join(of(part.path("content"), path + ".content").pieces());
            case "image", "image_url", "input_image" -> "";
            case "audio", "input_audio", "video", "document", "file", "input_file", "redacted_thinking" -> "";
            default ->
                throw new MalformedTranscriptException(
                        path + ".type is an unknown kind of part; expected " + KNOWN_PARTS);
        };
    }
}
