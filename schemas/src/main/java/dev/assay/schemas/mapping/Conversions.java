package dev.assay.schemas.mapping;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Finds the conversion between a Java type and an Avro schema. */
final class Conversions {
    private static final Conversion AS_IS = new Symmetric(UnaryOperator.identity(), UnaryOperator.identity());
    private static final Conversion TEXT =
            new Symmetric(value -> UnpairedSurrogates.replace((String) value), Conversions::wellFormed);
    private static final Conversion INSTANT =
            new Symmetric(value -> ((Instant) value).toEpochMilli(), value -> Instant.ofEpochMilli((Long) value));

    private Conversions() {}

    /**
     * @param where the component, for the message
     * @throws IllegalArgumentException if the two do not fit
     */
    static Conversion between(Type type, Schema schema, String where) {
        if (type == Instant.class && schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return INSTANT;
        }
        if (schema.getLogicalType() == null && DerivedSchema.PRIMITIVES.get(type) == schema.getType()) {
            return AS_IS;
        }
        if (type == String.class && schema.getType() == Schema.Type.STRING) {
            return TEXT;
        }
        if (type instanceof ParameterizedType generic) {
            return container(generic, schema, where);
        }
        if (type instanceof Class<?> named) {
            if (named.isEnum() && schema.getType() == Schema.Type.ENUM) {
                return new EnumConversion(constants(named, schema, where), schema);
            }
            if (named.isRecord() && schema.getType() == Schema.Type.RECORD) {
                return new RecordConversion(RecordMapper.of(named.asSubclass(Record.class), schema));
            }
        }
        throw mismatch(type, schema, where);
    }

    private static Conversion container(ParameterizedType type, Schema schema, String where) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == List.class && schema.getType() == Schema.Type.ARRAY) {
            return new ListConversion(between(arguments[0], schema.getElementType(), where + "[]"), schema);
        }
        if (type.getRawType() == Map.class && arguments[0] == String.class && schema.getType() == Schema.Type.MAP) {
            return new MapConversion(between(arguments[1], schema.getValueType(), where + "{}"));
        }
        throw mismatch(type, schema, where);
    }

    private static Map<String, Object> constants(Class<?> type, Schema schema, String where) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        if (!List.copyOf(constants.keySet()).equals(schema.getEnumSymbols())) {
            throw new IllegalArgumentException(where + " has constants " + constants.keySet() + ", the schema has "
                    + schema.getEnumSymbols() + "; expected the same in the same order");
        }
        return Map.copyOf(constants);
    }

    /** JSON's escapes can hold half a surrogate pair, which no encoding can write again. */
    private static String wellFormed(Object text) {
        return UnpairedSurrogates.replace(text.toString());
    }

    private static IllegalArgumentException mismatch(Type type, Schema schema, String where) {
        return new IllegalArgumentException(
                where + " is " + type.getTypeName() + ", the schema says " + schema + "; no conversion between them");
    }

    private record Symmetric(UnaryOperator<Object> there, UnaryOperator<Object> back) implements Conversion {
        @Override
        public Object toAvro(Object value) {
            return there.apply(value);
        }

        @Override
        public Object toJava(Object value) {
            return back.apply(value);
        }
    }

    private record EnumConversion(Map<String, Object> constants, Schema schema) implements Conversion {
        @Override
        public Object toAvro(Object value) {
            return new GenericData.EnumSymbol(schema, ((Enum<?>) value).name());
        }

        @Override
        public Object toJava(Object value) {
            Object constant = constants.get(value.toString());
            if (constant == null) {
                throw new MalformedRecordException(
                        "", "is an unknown symbol; expected one of " + schema.getEnumSymbols());
            }
            return constant;
        }
    }

    private record RecordConversion(RecordMapper<?> mapper) implements Conversion {
        @Override
        public Object toAvro(Object value) {
            return mapper.toAvroUnchecked(value);
        }

        @Override
        public Object toJava(Object value) {
            return mapper.construct((GenericRecord) value);
        }
    }

    private record ListConversion(Conversion element, Schema schema) implements Conversion {
        @Override
        public Object toAvro(Object value) {
            List<?> list = (List<?>) value;
            GenericData.Array<Object> array = new GenericData.Array<>(list.size(), schema);
            list.forEach(item -> array.add(element.toAvro(item)));
            return array;
        }

        @Override
        public Object toJava(Object value) {
            List<?> array = (List<?>) value;
            List<Object> list = new ArrayList<>(array.size());
            for (Object item : array) {
                try {
                    list.add(element.toJava(item));
                } catch (MalformedRecordException e) {
                    throw e.inside("[" + list.size() + "]");
                }
            }
            return list;
        }
    }

    /** Writes entries by rising key, so that equal maps give equal bytes. */
    private record MapConversion(Conversion element) implements Conversion {
        @Override
        public Object toAvro(Object value) {
            Map<String, Object> sorted = new TreeMap<>();
            ((Map<?, ?>) value).forEach((key, item) -> sorted.put((String) key, element.toAvro(item)));
            return sorted;
        }

        @Override
        public Object toJava(Object value) {
            Map<String, Object> map = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((key, item) -> map.put(wellFormed(key), element.toJava(item)));
            return map;
        }
    }
}
