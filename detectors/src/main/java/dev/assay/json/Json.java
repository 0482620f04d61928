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
import java.nio.charset.StandardCharsets;

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
     * @throws JsonFormatException if this is not exactly one JSON object, or a key occurs twice
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
        return new JsonObject(file + ": ", "", object);
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
