package dev.assay.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Our own JSON files: read strictly, written with the same bytes every time. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter WRITER = MAPPER.writer(
            new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER));

    private Json() {}

    /**
     * @param file named in errors
     * @param bytes UTF-8; the caller bounds their number
     * @throws JsonFormatException if this is not exactly one JSON object, a key occurs twice, or a text cannot be written
     *     again as it is
     */
    public static JsonObject parse(String file, byte[] bytes) {
        JsonNode node;
        try {
            node = MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new JsonFormatException(
                    file + " is not valid JSON: " + e.getOriginalMessage() + "; expected one JSON object", e);
        } catch (IOException e) {
            throw new JsonFormatException(file + " is not valid UTF-8; expected one JSON object", e);
        }
        if (!(node instanceof ObjectNode object)) {
            throw new JsonFormatException(file + " is not a JSON object; expected one");
        }
        if (!isEncodable(object, StandardCharsets.UTF_8.newEncoder())) {
            throw new JsonFormatException(file + " holds half a surrogate pair; expected text that UTF-8 can hold");
        }
        return new JsonObject(file + ": ", "", object);
    }

    /** UTF-8 would put a question mark in its place: what is signed could then be changed without breaking the signature. */
    private static boolean isEncodable(JsonNode node, CharsetEncoder encoder) {
        if (node.isTextual()) {
            return encoder.canEncode(node.textValue());
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!encoder.canEncode(field.getKey())) {
                return false;
            }
        }
        for (JsonNode child : node) {
            if (!isEncodable(child, encoder)) {
                return false;
            }
        }
        return true;
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Indented by two spaces, keys in the order they were put, one final newline. */
    public static byte[] write(ObjectNode node) {
        try {
            return (WRITER.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a JSON tree could not be written", e);
        }
    }
}
