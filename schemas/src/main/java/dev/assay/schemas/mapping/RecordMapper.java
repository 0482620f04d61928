package dev.assay.schemas.mapping;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Moves records of one class to Avro's generic form and back, component by component, by name.
 *
 * <p>Understood are int, long, float, double, boolean (boxed too), String, {@link java.time.Instant} as
 * timestamp-millis, enums, records, and {@link List} and {@code Map<String, ...>} of these; a component that is
 * {@code @Nullable} is a union of null and its type. Works on package-private records too. Immutable, thread-safe.
 */
public final class RecordMapper<T extends Record> {
    static {
        AvroLimits.apply();
    }

    private final Class<T> type;
    private final Schema schema;
    private final Constructor<T> constructor;
    private final List<Component> components; // in the constructor's order

    /** One component, the position of its field in the schema, and how to convert it. */
    private record Component(String name, int position, boolean nullable, Method accessor, Conversion conversion) {}

    private RecordMapper(Class<T> type, Schema schema, Constructor<T> constructor, List<Component> components) {
        this.type = type;
        this.schema = schema;
        this.constructor = constructor;
        this.components = List.copyOf(components);
    }

    /**
     * A mapper between a class and a schema of the same fields.
     *
     * @throws IllegalArgumentException if a component has no field, a field no component, or the two do not fit
     */
    public static <T extends Record> RecordMapper<T> of(Class<T> type, Schema schema) {
        List<Component> components = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.add(component(type, component, schema));
        }
        if (schema.getFields().size() != components.size()) {
            throw new IllegalArgumentException(type.getSimpleName() + " has " + components.size()
                    + " components, the schema " + schema.getFullName() + " has "
                    + schema.getFields().size() + " fields; expected the same");
        }
        return new RecordMapper<>(type, schema, canonicalConstructor(type), components);
    }

    /** A mapper for a record without a schema of its own: internal state, never a published message. */
    public static <T extends Record> RecordMapper<T> of(Class<T> type) {
        return of(type, DerivedSchema.of(type));
    }

    private static Component component(Class<?> type, RecordComponent component, Schema schema) {
        String where = type.getSimpleName() + "." + component.getName();
        Schema.Field field = schema.getField(component.getName());
        if (field == null) {
            throw new IllegalArgumentException(where + " has no field in the schema " + schema.getFullName());
        }
        boolean nullable = DerivedSchema.isNullable(component);
        if (nullable != field.schema().isNullable()) {
            throw new IllegalArgumentException(where + (nullable ? " is @Nullable" : " is not @Nullable")
                    + ", the schema says " + field.schema() + "; expected both to allow null or neither");
        }
        Schema value = nullable ? nonNull(field.schema(), where) : field.schema();
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        return new Component(
                component.getName(),
                field.pos(),
                nullable,
                accessor,
                Conversions.between(component.getGenericType(), value, where));
    }

    private static Schema nonNull(Schema union, String where) {
        List<Schema> others = union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        if (others.size() != 1) {
            throw new IllegalArgumentException(where + " is " + union + "; expected a union of null and one type");
        }
        return others.get(0);
    }

    private static <T extends Record> Constructor<T> canonicalConstructor(Class<T> type) {
        Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " is a record without a canonical constructor", e);
        }
    }

    public Class<T> type() {
        return type;
    }

    public Schema schema() {
        return schema;
    }

    public GenericRecord toAvro(T value) {
        return toAvroUnchecked(value);
    }

    /**
     * @param record in exactly this mapper's schema
     * @throws MalformedRecordException if the class refuses the values
     */
    public T fromAvro(GenericRecord record) {
        try {
            return construct(record);
        } catch (MalformedRecordException e) {
            throw e.inside(type.getSimpleName());
        }
    }

    GenericRecord toAvroUnchecked(Object value) {
        GenericData.Record record = new GenericData.Record(schema);
        for (Component component : components) {
            Object item = read(component, value);
            if (item == null && !component.nullable()) {
                throw new IllegalArgumentException(
                        type.getSimpleName() + "." + component.name() + " is null; expected a value");
            }
            record.put(
                    component.position(),
                    item == null ? null : component.conversion().toAvro(item));
        }
        return record;
    }

    T construct(GenericRecord record) {
        @Nullable Object[] arguments = new @Nullable Object[components.size()];
        for (int i = 0; i < arguments.length; i++) {
            Component component = components.get(i);
            Object item = record.get(component.position());
            try {
                arguments[i] = item == null ? null : component.conversion().toJava(item);
            } catch (MalformedRecordException e) {
                throw e.inside(component.name());
            }
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new MalformedRecordException(
                    "", String.valueOf(requireNonNull(e.getCause()).getMessage()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot construct " + type, e);
        }
    }

    private static @Nullable Object read(Component component, Object value) {
        try {
            return component.accessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component.accessor(), e);
        }
    }
}
