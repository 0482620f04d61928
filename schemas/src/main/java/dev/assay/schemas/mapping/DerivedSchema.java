package dev.assay.schemas.mapping;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The Avro schema a record implies, for state that only this application reads: of a published message the schema is
 * written first and the record follows it.
 */
public final class DerivedSchema {
    /** The Java types Avro stores as they are. */
    static final Map<Type, Schema.Type> PRIMITIVES = Map.of(
            int.class, Schema.Type.INT,
            Integer.class, Schema.Type.INT,
            long.class, Schema.Type.LONG,
            Long.class, Schema.Type.LONG,
            float.class, Schema.Type.FLOAT,
            Float.class, Schema.Type.FLOAT,
            double.class, Schema.Type.DOUBLE,
            Double.class, Schema.Type.DOUBLE,
            boolean.class, Schema.Type.BOOLEAN,
            Boolean.class, Schema.Type.BOOLEAN);

    private final Map<Class<?>, Schema> named = new HashMap<>();

    private DerivedSchema() {}

    /**
     * @throws IllegalArgumentException if a component is of a type {@link RecordMapper} does not understand
     */
    public static Schema of(Class<? extends Record> type) {
        return new DerivedSchema().record(type);
    }

    static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private Schema record(Class<?> type) {
        List<Schema.Field> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            fields.add(field(component, type.getSimpleName() + "." + component.getName()));
        }
        return Schema.createRecord(name(type), null, type.getPackageName(), false, fields);
    }

    private Schema.Field field(RecordComponent component, String where) {
        Schema schema = schema(component.getGenericType(), where);
        if (!isNullable(component)) {
            return new Schema.Field(component.getName(), schema);
        }
        Schema union = Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
        return new Schema.Field(component.getName(), union, null, Schema.Field.NULL_DEFAULT_VALUE);
    }

    private Schema schema(Type type, String where) {
        Schema.Type primitive = PRIMITIVES.get(type);
        if (primitive != null) {
            return Schema.create(primitive);
        }
        if (type == String.class) {
            return Schema.create(Schema.Type.STRING);
        }
        if (type == Instant.class) {
            return LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return Schema.createArray(schema(arguments[0], where + "[]"));
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return Schema.createMap(schema(arguments[1], where + "{}"));
            }
        }
        if (type instanceof Class<?> plain && (plain.isEnum() || plain.isRecord())) {
            return named(plain);
        }
        throw new IllegalArgumentException(where + " is " + type.getTypeName()
                + "; expected a number, boolean, String, Instant, enum, record, or a List or Map<String, ...> of them");
    }

    private Schema named(Class<?> type) {
        Schema known = named.get(type);
        if (known != null) {
            return known;
        }
        Schema schema = type.isEnum() ? enumeration(type) : record(type);
        named.put(type, schema);
        return schema;
    }

    private static Schema enumeration(Class<?> type) {
        List<String> symbols = Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .toList();
        return Schema.createEnum(name(type), null, type.getPackageName(), symbols);
    }

    /** Avro allows no dollar sign in a name. */
    private static String name(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '_');
    }
}
