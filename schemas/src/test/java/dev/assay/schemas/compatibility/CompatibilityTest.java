package dev.assay.schemas.compatibility;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.schemas.Alert;
import dev.assay.schemas.Schemas;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaFormatter;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fails on a schema change that old data could not be read with.
 *
 * <p>To change a message: add optional fields or fields with a default only, raise {@link Schemas#VERSION}, and run the
 * tests of this package once with {@code -Dassay.golden=true}.
 */
class CompatibilityTest {
    static List<Class<? extends Record>> messages() {
        return Schemas.types();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldReadEverythingEverReleased(Class<? extends Record> type) throws IOException {
        // Given
        Schema current = Schemas.of(type);
        String name = type.getSimpleName() + ".avsc";
        Released.addMissing(
                Schemas.VERSION, name, (SchemaFormatter.format("json/pretty", current) + "\n").getBytes(UTF_8));

        // When
        List<Schema> released = released(name);

        // Then
        assertThat(released).isNotEmpty();
        assertThat(released).allSatisfy(former -> assertThat(incompatibilities(current, former))
                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void shouldRaiseTheVersionWithEveryChange(Class<? extends Record> type) throws IOException {
        // Given
        Schema released = Released.schema(Released.directory(Schemas.VERSION).resolve(type.getSimpleName() + ".avsc"));

        // Then
        assertThat(SchemaNormalization.toParsingForm(Schemas.of(type)))
                .as("%s differs from version %d of it: raise Schemas.VERSION", type.getSimpleName(), Schemas.VERSION)
                .isEqualTo(SchemaNormalization.toParsingForm(released));
    }

    @Test
    void shouldKeepEveryMessageTypeEverReleased() {
        // Given
        List<String> current =
                Schemas.types().stream().map(Class::getSimpleName).toList();

        // Then
        assertThat(Released.versions().flatMap(version -> Released.names(version, "avsc").stream()))
                .isSubsetOf(current);
    }

    /** Changes people do make, each of which the check above must catch. */
    @ParameterizedTest
    @ValueSource(
            strings = {"a required field is added", "a field is renamed", "a type is narrowed", "a symbol is removed"})
    void shouldCatchBreakingChanges(String change) throws IOException {
        // Given
        Map<String, Function<String, String>> changes = Map.of(
                "a required field is added",
                json -> json.replace(
                        "{\"name\":\"turnId\"", "{\"name\":\"shift\",\"type\":\"string\"},{\"name\":\"turnId\""),
                "a field is renamed",
                json -> json.replace("\"suppressed\"", "\"held\""),
                "a type is narrowed",
                json -> json.replace(
                        "\"name\":\"suppressed\",\"type\":\"long\"", "\"name\":\"suppressed\",\"type\":\"int\""),
                "a symbol is removed",
                json -> json.replace("\"MEDIUM\",", ""));
        String current = Schemas.of(Alert.class).toString();
        String changed = changes.getOrDefault(change, Function.identity()).apply(current);
        assertThat(changed).isNotEqualTo(current);

        // When
        List<Schema> released = released("Alert.avsc");

        // Then
        Schema next = new Schema.Parser().parse(changed);
        assertThat(released).anySatisfy(former -> assertThat(incompatibilities(next, former))
                .isNotEmpty());
    }

    private static List<Incompatibility> incompatibilities(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities();
    }

    /** Of all versions that had the message. */
    private static List<Schema> released(String name) throws IOException {
        List<Path> files = Released.versions()
                .flatMap(version -> Released.files(version, "avsc"))
                .filter(file -> file.endsWith(name))
                .toList();
        List<Schema> schemas = new ArrayList<>();
        for (Path file : files) {
            schemas.add(Released.schema(file));
        }
        return schemas;
    }
}
