package dev.assay.schemas.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** Writes Avro's generic values as natural JSON. */
final class JsonWriter {
    private JsonWriter() {}

    static void write(IndexedRecord record, Schema schema, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Schema.Field field : schema.getFields()) {
            Object value = record.get(field.pos());
            if (value != null) {
                json.writeFieldName(field.name());
                value(value, NullableUnion.valueSchema(field.schema()), json);
            }
        }
        json.writeEndObject();
    }

    private static void value(Object value, Schema schema, JsonGenerator json) throws IOException {
        switch (schema.getType()) {
            case RECORD -> write((IndexedRecord) value, schema, json);
            case ARRAY -> array((Collection<?>) value, schema.getElementType(), json);
            case MAP -> map((Map<?, ?>) value, schema.getValueType(), json);
            case STRING, ENUM -> json.writeString(value.toString());
            case BOOLEAN -> json.writeBoolean((Boolean) value);
            case INT -> json.writeNumber((Integer) value);
            case LONG -> longValue((Long) value, schema, json);
            case FLOAT -> json.writeNumber((Float) finite(value));
            case DOUBLE -> json.writeNumber((Double) finite(value));
            default -> throw new IllegalArgumentException("natural JSON has no form for " + schema);
        }
    }

    private static void array(Collection<?> values, Schema element, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Object value : values) {
            value(value, element, json);
        }
        json.writeEndArray();
    }

    private static void map(Map<?, ?> entries, Schema element, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            json.writeFieldName(entry.getKey().toString());
            value(entry.getValue(), element, json);
        }
        json.writeEndObject();
    }

    private static void longValue(long value, Schema schema, JsonGenerator json) throws IOException {
        if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            json.writeString(Instant.ofEpochMilli(value).toString());
        } else {
            json.writeNumber(value);
        }
    }

    private static Object finite(Object number) {
        if (!Double.isFinite(((Number) number).doubleValue())) {
            throw new IllegalArgumentException("JSON cannot hold the number " + number + "; expected a finite one");
        }
        return number;
    }
}
