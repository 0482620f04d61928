package dev.assay.schemas.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.schemas.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the committed files with what the schemas say; with {@code -Dassay.publish=true} it writes them first. */
class PublishedFilesTest {
    /** Surefire runs in the module's directory. */
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    static Stream<Map.Entry<String, String>> files() {
        Map<String, String> files = new TreeMap<>();
        files.put("docs/schemas.md", SchemaTables.page());
        for (Class<? extends Record> type : Schemas.types()) {
            files.put(
                    "schemas/src/main/resources/json-schema/" + type.getSimpleName() + ".json",
                    JsonSchemas.of(Schemas.of(type)));
        }
        return files.entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldFindTheCommittedFileAsTheSchemasSay(Map.Entry<String, String> file) throws IOException {
        // Given
        Path path = PROJECT.resolve(file.getKey());
        if (Boolean.getBoolean("assay.publish")) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }

        // When
        String committed = Files.readString(path);

        // Then
        assertThat(committed)
                .as("%s has drifted from the schemas: run this test with -Dassay.publish=true", file.getKey())
                .isEqualTo(file.getValue());
    }
}
