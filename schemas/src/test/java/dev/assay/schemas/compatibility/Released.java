package dev.assay.schemas.compatibility;

import dev.assay.schemas.Schemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The files kept of every version: {@code golden/v1} and so on, with schemas and encoded samples. */
final class Released {
    private static final Path ROOT = Path.of("src/test/resources/golden");

    private Released() {}

    static Stream<Integer> versions() {
        return IntStream.rangeClosed(1, Schemas.VERSION).boxed();
    }

    static Path directory(int version) {
        return ROOT.resolve("v" + version);
    }

    static Stream<Path> files(int version, String... suffixes) {
        try (Stream<Path> files = Files.list(directory(version))) {
            return files
                    .filter(file -> Stream.of(suffixes)
                            .anyMatch(suffix -> file.toString().endsWith("." + suffix)))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(int version, String name) throws IOException {
        return Files.readAllBytes(directory(version).resolve(name));
    }

    /** The schema a message type had when a golden file was released. */
    static Schema schema(Path golden, Class<?> type) throws IOException {
        return schema(golden.resolveSibling(type.getSimpleName() + ".avsc"));
    }

    static Schema schema(Path file) throws IOException {
        return new Schema.Parser().parse(Files.readString(file));
    }

    /** Adds a file to a version that is being made; never touches one that exists. */
    static void addMissing(int version, String name, byte[] bytes) throws IOException {
        Path file = directory(version).resolve(name);
        if (Boolean.getBoolean("assay.golden") && !Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        }
    }

    static List<String> names(int version, String suffix) {
        return files(version, suffix)
                .map(file -> file.getFileName().toString().replaceFirst("\\.[a-z]+$", ""))
                .toList();
    }
}
