package dev.assay.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** The Avro schemas of the records, read from the class path once. */
public final class Schemas {
    /** Version of the message types as a whole; the golden files of the tests are kept under it. */
    public static final int VERSION = 1;

    /** Files under {@code /avro}, each after those whose types it names. */
    private static final List<String> FILES = List.of(
            "Role",
            "Source",
            "Turn",
            "Transcript",
            "Evidence",
            "Alert",
            "MetricWindow",
            "Activations",
            "DeadLetter",
            "Disposition");

    private static final List<Class<? extends Record>> TYPES = List.of(
            Turn.class,
            Transcript.class,
            Alert.class,
            Evidence.class,
            MetricWindow.class,
            Activations.class,
            DeadLetter.class,
            Disposition.class);

    private static final Map<String, Schema> BY_NAME = parse();

    private Schemas() {}

    /** The message types, in the order a reader of the documentation wants them. */
    public static List<Class<? extends Record>> types() {
        return TYPES;
    }

    /**
     * The schema of a record of this package.
     *
     * @throws IllegalArgumentException if the class has none
     */
    public static Schema of(Class<? extends Record> type) {
        Schema schema = BY_NAME.get(type.getName());
        if (schema == null) {
            throw new IllegalArgumentException(
                    type.getName() + " has no Avro schema; expected one of " + BY_NAME.keySet());
        }
        return schema;
    }

    private static Map<String, Schema> parse() {
        Schema.Parser parser = new Schema.Parser();
        return FILES.stream()
                .map(file -> parse(parser, "/avro/" + file + ".avsc"))
                .collect(Collectors.toUnmodifiableMap(Schema::getFullName, schema -> schema));
    }

    private static Schema parse(Schema.Parser parser, String resource) {
        try (InputStream stream = Schemas.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is not on the class path; the schemas jar is incomplete");
            }
            return parser.parse(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
