package dev.assay.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Checks of JSON values whose failures name the path and the type found, and never quote the value. */
final class JsonPaths {

    private JsonPaths() {}

    static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    static String string(JsonNode node, String path) {
        require(node.isTextual(), path, node, "a string");
        return node.textValue();
    }

    static String optionalString(JsonNode node, String path) {
        return absent(node) ? "" : string(node, path);
    }

    static void require(boolean met, String path, JsonNode found, String expected) {
        if (!met) {
            String type = found.getNodeType().name().toLowerCase(Locale.ROOT);
            throw new MalformedTranscriptException(path + " is of type " + type + "; expected " + expected);
        }
    }
}
