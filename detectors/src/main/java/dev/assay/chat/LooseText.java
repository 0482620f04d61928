package dev.assay.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a part whose type nobody knows, or that has none: itself if it is text, and what its fields of the usual names
 * hold. Such a part must not spoil its
 * conversation, in every later record of which it is sent again, and what it says must be read all the same. Never throws.
 */
final class LooseText {

    /** In the order in which they are read. */
    private static final List<String> FIELDS =
            List.of("name", "title", "text", "input", "arguments", "output", "stdout", "stderr", "content");

    private LooseText() {}

    static String of(JsonNode part) {
        if (part.getNodeType() == JsonNodeType.OBJECT) {
            return ofFields(part);
        }
        if (part.getNodeType() == JsonNodeType.ARRAY) {
            List<String> pieces = new ArrayList<>(part.size());
            part.forEach(element -> pieces.add(of(element)));
            return ContentText.join(pieces);
        }
        return part.isTextual() ? part.textValue() : "";
    }

    private static String ofFields(JsonNode part) {
        List<String> pieces = new ArrayList<>();
        for (String field : FIELDS) {
            JsonNode value = part.path(field);
            boolean called = field.equals("input") || field.equals("arguments");
            pieces.add(called && value.isObject() ? value.toString() : of(value));
        }
        return ContentText.join(pieces);
    }
}
