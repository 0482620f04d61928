package dev.assay.schemas.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.schemas.Schemas;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** Writes an Avro schema as the JSON Schema (draft 2020-12) of the record's natural JSON. */
public final class JsonSchemas {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, ObjectNode> definitions = new TreeMap<>(); // by the name of the nested type

    private JsonSchemas() {}

    /** The JSON Schema of a record, indented, with a line feed at its end. */
    public static String of(Schema schema) {
        JsonSchemas nested = new JsonSchemas();
        ObjectNode root = NODES.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$id", "urn:assay:schema:v" + Schemas.VERSION + ":" + schema.getName());
        root.put("title", schema.getName());
        root.setAll(nested.record(schema));
        if (!nested.definitions.isEmpty()) {
            nested.definitions.forEach(root.withObject("/$defs")::set);
        }
        return root.toPrettyString() + "\n";
    }

    private ObjectNode record(Schema schema) {
        ObjectNode node = NODES.objectNode();
        describe(node, schema.getDoc());
        node.put("type", "object");
        ObjectNode properties = node.putObject("properties");
        ArrayNode required = node.putArray("required");
        for (Schema.Field field : schema.getFields()) {
            ObjectNode property = field.schema().isNullable() ? nullable(field.schema()) : value(field.schema());
            describe(property, field.doc());
            properties.set(field.name(), property);
            if (!field.hasDefaultValue()) {
                required.add(field.name());
            }
        }
        return node;
    }

    private ObjectNode nullable(Schema union) {
        ObjectNode node = NODES.objectNode();
        ArrayNode choices = node.putArray("anyOf");
        union.getTypes().forEach(branch -> choices.add(value(branch)));
        return node;
    }

    private ObjectNode value(Schema schema) {
        ObjectNode node = NODES.objectNode();
        switch (schema.getType()) {
            case NULL -> node.put("type", "null");
            case BOOLEAN -> node.put("type", "boolean");
            case STRING -> node.put("type", "string");
            case FLOAT, DOUBLE -> node.put("type", "number");
            case INT -> whole(node, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> {
                if (schema.getLogicalType() == null) {
                    whole(node, Long.MIN_VALUE, Long.MAX_VALUE);
                } else {
                    node.put("type", "string").put("format", "date-time");
                }
            }
            case ARRAY -> node.put("type", "array").set("items", value(schema.getElementType()));
            case MAP -> node.put("type", "object").set("additionalProperties", value(schema.getValueType()));
            case ENUM, RECORD -> node.put("$ref", "#/$defs/" + define(schema));
            default -> throw new IllegalArgumentException("JSON Schema has no form for " + schema);
        }
        return node;
    }

    private static void whole(ObjectNode node, long minimum, long maximum) {
        node.put("type", "integer").put("minimum", minimum).put("maximum", maximum);
    }

    private String define(Schema schema) {
        String name = schema.getName();
        if (!definitions.containsKey(name)) {
            definitions.put(name, schema.getType() == Schema.Type.RECORD ? record(schema) : enumeration(schema));
        }
        return name;
    }

    private static ObjectNode enumeration(Schema schema) {
        ObjectNode node = NODES.objectNode();
        describe(node, schema.getDoc());
        ArrayNode symbols = node.put("type", "string").putArray("enum");
        schema.getEnumSymbols().forEach(symbols::add);
        return node;
    }

    private static void describe(ObjectNode node, String doc) {
        if (doc != null) {
            node.put("description", doc);
        }
    }
}
