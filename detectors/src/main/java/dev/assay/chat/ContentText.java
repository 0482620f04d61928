package dev.assay.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The text of a message's {@code content}: a string, or an array of typed parts.
 *
 * @param pieces one text for each part, possibly empty
 * @param onlyToolResults whether there are parts and all of them are tool results
 * @param unknownParts how many parts are of a type this release does not know
 */
record ContentText(List<String> pieces, boolean onlyToolResults, int unknownParts) {

    private static final Set<String> KNOWN_PARTS = Set.of(
            "text",
            "input_text",
            "output_text",
            "refusal",
            "thinking",
            "redacted_thinking",
            "tool_use",
            "tool_result",
            "image",
            "image_url",
            "input_image",
            "audio",
            "input_audio",
            "video",
            "document",
            "file",
            "input_file");

    ContentText {
        pieces = List.copyOf(pieces);
    }

    static ContentText of(JsonNode content, String path) {
        if (JsonPaths.absent(content)) {
            return new ContentText(List.of(), false, 0);
        }
        if (content.isTextual()) {
            return new ContentText(List.of(content.textValue()), false, 0);
        }
        JsonPaths.require(content.isArray(), path, content, "a string or an array of parts");
        List<String> pieces = new ArrayList<>(content.size());
        boolean onlyToolResults = !content.isEmpty();
        int unknownParts = 0;
        for (int i = 0; i < content.size(); i++) {
            String at = path + "[" + i + "]";
            JsonNode part = content.get(i);
            String type = part.path("type").asText();
            onlyToolResults &= type.equals("tool_result");
            if (type.equals("tool_result")) {
                ContentText result = of(part.path("content"), at + ".content");
                pieces.add(join(result.pieces()));
                unknownParts += result.unknownParts();
            } else {
                pieces.add(text(type, part, at));
                unknownParts += KNOWN_PARTS.contains(type) ? 0 : 1;
            }
        }
        return new ContentText(pieces, onlyToolResults, unknownParts);
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
            case "document" -> DocumentText.of(part);
            default -> KNOWN_PARTS.contains(type) ? "" : LooseText.of(part);
        };
    }
}
