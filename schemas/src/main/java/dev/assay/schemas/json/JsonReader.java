package dev.assay.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.schemas.mapping.MalformedRecordException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Reads natural JSON into Avro's generic values. Messages name the path and the JSON type, never a value. */
final class JsonReader {
    private JsonReader() {}

    static GenericRecord record(JsonNode json, Schema schema) {
        if (!json.isObject()) {
            throw wrongType(json, "an object");
        }
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            try {
                record.put(field.pos(), field(json.get(field.name()), field));
            } catch (MalformedRecordException e) {
                throw e.inside(field.name());
            }
        }
        return record;
    }

    private static @Nullable Object field(@Nullable JsonNode json, Schema.Field field) {
        if (json == null) {
            if (field.hasDefaultValue()) {
                return GenericData.get().getDefaultValue(field);
            }
            throw new MalformedRecordException("", "is missing; expected " + expected(field.schema()));
        }
        if (json.isNull() && field.schema().isNullable()) {
            return null;
        }
        return value(json, NullableUnion.valueSchema(field.schema()));
    }

    private static Object value(JsonNode json, Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(json, schema);
            case ARRAY -> array(json, schema);
            case MAP -> map(json, schema);
            case STRING -> text(json, schema);
            case ENUM -> symbol(json, schema);
            case BOOLEAN -> {
                require(json.isBoolean(), json, schema);
                yield json.booleanValue();
            }
            case INT -> {
                require(json.isIntegralNumber() && json.canConvertToInt(), json, schema);
                yield json.intValue();
            }
            case LONG -> longValue(json, schema);
            case FLOAT -> {
                require(json.isNumber() && Float.isFinite(json.floatValue()), json, schema);
                yield json.floatValue();
            }
            case DOUBLE -> {
                require(json.isNumber() && Double.isFinite(json.doubleValue()), json, schema);
                yield json.doubleValue();
            }
            default -> throw new IllegalArgumentException("natural JSON has no form for " + schema);
        };
    }

    private static Object array(JsonNode json, Schema schema) {
        require(json.isArray(), json, schema);
        GenericData.Array<Object> array = new GenericData.Array<>(json.size(), schema);
        for (JsonNode item : json) {
            try {
                array.add(value(item, schema.getElementType()));
            } catch (MalformedRecordException e) {
                throw e.inside("[" + array.size() + "]");
            }
        }
        return array;
    }

    private static Object map(JsonNode json, Schema schema) {
        require(json.isObject(), json, schema);
        Map<String, Object> map = new LinkedHashMap<>();
        json.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue(), schema.getValueType())));
        return map;
    }

    private static String text(JsonNode json, Schema schema) {
        require(json.isTextual(), json, schema);
        return json.textValue();
    }

    private static Object symbol(JsonNode json, Schema schema) {
        String name = text(json, schema);
        if (!schema.hasEnumSymbol(name)) {
            throw new MalformedRecordException("", "is an unknown word; expected " + expected(schema));
        }
        return new GenericData.EnumSymbol(schema, name);
    }

    private static long longValue(JsonNode json, Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            try {
                return Instant.parse(text(json, schema)).toEpochMilli();
            } catch (DateTimeException | ArithmeticException e) {
                throw new MalformedRecordException("", "is another text; expected " + expected(schema));
            }
        }
        require(json.isIntegralNumber() && json.canConvertToLong(), json, schema);
        return json.longValue();
    }

    private static void require(boolean fits, JsonNode json, Schema schema) {
        if (!fits) {
            throw wrongType(json, expected(schema));
        }
    }

    private static MalformedRecordException wrongType(JsonNode json, String expected) {
        String found = json.getNodeType().name().toLowerCase(Locale.ROOT);
        return new MalformedRecordException("", "is of JSON type " + found + "; expected " + expected);
    }

    private static String expected(Schema schema) {
        Schema value = NullableUnion.valueSchema(schema);
        return switch (value.getType()) {
            case RECORD -> "an object";
            case ARRAY -> "an array";
            case MAP -> "an object of entries";
            case STRING -> "a string";
            case ENUM -> "one of " + value.getEnumSymbols();
            case BOOLEAN -> "true or false";
            case INT -> "a whole number of 32 bits";
            case LONG -> value.getLogicalType() == null ? "a whole number of 64 bits" : "an RFC 3339 time as a string";
            default -> "a number";
        };
    }
}
