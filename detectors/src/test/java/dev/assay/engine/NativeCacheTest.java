package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {

    private final Path directory;
    private final Path temporary;

    NativeCacheTest(@TempDir Path directory) {
        this.directory = directory;
        this.temporary = directory.resolve("tmp");
    }

    @BeforeEach
    void makeTemporaryDirectory() throws IOException {
        Files.createDirectory(temporary);
    }

    @Test
    void shouldUnpackIntoADirectoryOfTheProcessWhereTheHomeCannotBeWritten() throws IOException, InterruptedException {
        // When
        String output = run("-Duser.home=" + directory.resolve("missing"));

        // Then it was used, and is gone
        assertThat(output).contains("in " + temporary.resolve("assay-native-"));
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left)
                    .filteredOn(path -> path.toString().contains("assay-native-"))
                    .isEmpty();
        }
    }

    @Test
    void shouldUnpackWhereTheSettingSays() throws IOException, InterruptedException {
        // Given
        Path given = directory.resolve("given");

        // When
        String output = run("-Duser.home=" + directory.resolve("missing"), "-D" + NativeCache.SETTING + "=" + given);

        // Then
        assertThat(output).contains("in " + given);
        assertThat(given.resolve("tokenizers")).isDirectory();
    }

    private String run(String... options) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Stream<String> command = Stream.of(
                        List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        List.of(options),
                        List.of(
                                "-Djava.io.tmpdir=" + temporary,
                                "-cp",
                                System.getProperty("java.class.path"),
                                UnpacksLibraries.class.getName()))
                .flatMap(List::stream);
        ProcessBuilder builder = new ProcessBuilder(command.toList());
        builder.environment().remove(NativeCache.SETTING);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        String text = process.waitFor() + " " + Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
