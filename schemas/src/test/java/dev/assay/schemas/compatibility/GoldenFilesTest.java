package dev.assay.schemas.compatibility;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.schemas.Samples;
import dev.assay.schemas.Schemas;
import dev.assay.schemas.avro.RecordDatumReader;
import dev.assay.schemas.avro.RecordDatumWriter;
import dev.assay.schemas.json.JsonCodec;
import dev.assay.schemas.mapping.RecordMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds both encodings to bytes that were once released.
 *
 * <p>A golden file is added with a new version and never changed afterwards; {@code -Dassay.golden=true} writes those
 * of the current version that do not exist yet.
 */
class GoldenFilesTest {
    private static final ObjectMapper TREES = new ObjectMapper();

    static Stream<Map.Entry<String, Record>> samples() {
        return Samples.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldWriteTheGoldenBytes(Map.Entry<String, Record> sample) throws IOException {
        Released.addMissing(Schemas.VERSION, sample.getKey() + ".json", json(sample.getValue()));
        Released.addMissing(Schemas.VERSION, sample.getKey() + ".avro", avro(sample.getValue()));

        assertThat(json(sample.getValue())).isEqualTo(Released.bytes(Schemas.VERSION, sample.getKey() + ".json"));
        assertThat(avro(sample.getValue())).isEqualTo(Released.bytes(Schemas.VERSION, sample.getKey() + ".avro"));
    }

    static Stream<Path> files() throws IOException {
        return Released.versions().flatMap(version -> Released.files(version, "json", "avro"));
    }

    /** Whatever was written is read: later versions may add to it, never lose any of it. */
    @ParameterizedTest
    @MethodSource("files")
    void shouldReadEveryGoldenFileEverReleased(Path file) throws IOException {
        // Given
        String name = file.getFileName().toString().replaceFirst("\\.[a-z]+$", "");
        JsonNode written = TREES.readTree(Files.readAllBytes(file.resolveSibling(name + ".json")));
        Record sample = requireNonNull(Samples.all().get(name), name);

        // When
        Record read = file.toString().endsWith(".json")
                ? mapper(sample, mapper -> new JsonCodec<>(mapper).decode(Files.readAllBytes(file)))
                : mapper(sample, mapper -> new RecordDatumReader<>(mapper, Released.schema(file, mapper.type()))
                        .read(null, DecoderFactory.get().binaryDecoder(Files.readAllBytes(file), null)));

        // Then
        assertHolds(TREES.readTree(json(read)), written);
    }

    private static void assertHolds(JsonNode read, JsonNode written) {
        if (written.isObject()) {
            written.properties().forEach(field -> assertHolds(read.path(field.getKey()), field.getValue()));
        } else if (written.isArray()) {
            assertThat(read).hasSameSizeAs(written);
            for (int i = 0; i < written.size(); i++) {
                assertHolds(read.get(i), written.get(i));
            }
        } else {
            assertThat(read).isEqualTo(written);
        }
    }

    private static byte[] json(Record sample) throws IOException {
        return mapper(sample, mapper -> new JsonCodec<>(mapper).encode(sample));
    }

    private static byte[] avro(Record sample) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        mapper(sample, mapper -> {
            new RecordDatumWriter<>(mapper).write(sample, encoder);
            return encoder;
        });
        encoder.flush();
        return bytes.toByteArray();
    }

    private interface Use<R> {
        R of(RecordMapper<Record> mapper) throws IOException;
    }

    @SuppressWarnings("unchecked") // the mapper of the sample's class is used for the sample only
    private static <R> R mapper(Record sample, Use<R> use) throws IOException {
        Class<? extends Record> type = sample.getClass();
        return use.of((RecordMapper<Record>) RecordMapper.of(type, Schemas.of(type)));
    }
}
