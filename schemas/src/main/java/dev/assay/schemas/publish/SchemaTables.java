package dev.assay.schemas.publish;

import dev.assay.schemas.Schemas;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;

/** Writes the page that lists every field of every message with its type and meaning, as Markdown. */
public final class SchemaTables {
    private static final String INTRODUCTION = """
            # Messages

            What Assay reads from Kafka and writes to it. This page is written from the Avro schemas in
            `schemas/src/main/resources/avro` by the tests of the module `schemas`; change a schema, then run
            `mvn -B -pl schemas test -Dtest=PublishedFilesTest -Dassay.publish=true`.

            In natural JSON, the default encoding, an optional field without a value is left out, a time is an RFC 3339
            string in UTC, and unknown fields are ignored. The JSON Schemas are in `schemas/src/main/resources/json-schema`.
            """;

    private final Map<String, Schema> nested = new LinkedHashMap<>(); // by name, in the order they are met

    private SchemaTables() {}

    /** The whole page: the messages of {@link Schemas#types()}, then the types their fields use. */
    public static String page() {
        return new SchemaTables().write();
    }

    private String write() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        Map<String, Schema> messages = new LinkedHashMap<>();
        for (Class<? extends Record> type : Schemas.types()) {
            Schema schema = Schemas.of(type);
            messages.put(schema.getName(), schema);
        }
        messages.values().forEach(schema -> section(page, schema));
        page.append("\n# Types inside messages\n");
        for (Schema schema : nested.values()) {
            if (!messages.containsKey(schema.getName())) {
                section(page, schema);
            }
        }
        return page.toString();
    }

    private void section(StringBuilder page, Schema schema) {
        page.append("\n## ").append(schema.getName()).append("\n\n");
        page.append(schema.getDoc()).append("\n\n");
        if (schema.getType() == Schema.Type.ENUM) {
            page.append("One of `")
                    .append(String.join("`, `", schema.getEnumSymbols()))
                    .append("`.\n");
            return;
        }
        page.append("| Field | Type | Meaning |\n|---|---|---|\n");
        for (Schema.Field field : schema.getFields()) {
            page.append("| `%s` | %s | %s |\n".formatted(field.name(), type(field.schema()), field.doc()));
        }
    }

    private String type(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> "optional " + type(schema.getTypes().get(1));
            case ARRAY -> "list of " + type(schema.getElementType());
            case MAP -> "map of " + type(schema.getValueType());
            case LONG -> schema.getLogicalType() == null ? "long" : "time";
            case RECORD, ENUM -> link(schema);
            default -> schema.getType().getName();
        };
    }

    private String link(Schema schema) {
        if (nested.putIfAbsent(schema.getName(), schema) == null && schema.getType() == Schema.Type.RECORD) {
            schema.getFields().forEach(field -> type(field.schema()));
        }
        return "[" + schema.getName() + "](#" + schema.getName().toLowerCase(Locale.ROOT) + ")";
    }
}
