package dev.assay.engine.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFileTest {

    private static final String KEY = "of this graph and GPU";

    private final long seed = System.nanoTime();
    private final byte[] contents = new byte[3000];

    private Path directory;
    private Path file;

    @BeforeEach
    void writeOne(@TempDir Path temporary) throws IOException {
        directory = temporary;
        new Random(seed).nextBytes(contents);
        file = directory.resolve("cache/engine.plan");
        CacheFile.write(file, KEY, List.of(ByteBuffer.wrap(contents, 0, 1000), ByteBuffer.wrap(contents, 1000, 2000)));
    }

    @Test
    void shouldReadWhatItWrote() {
        assertThat(read(KEY)).isEqualTo(contents);
    }

    @Test
    void shouldReplaceWhatWasThereAndLeaveNothingElse() throws IOException {
        // When
        CacheFile.write(file, KEY, List.of(ByteBuffer.wrap(new byte[] {7})));

        // Then
        assertThat(read(KEY)).containsExactly(7);
        try (Stream<Path> files = Files.list(directory.resolve("cache"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void shouldNotReadWhatBelongsToAnother() {
        assertThat(read("of another GPU")).isEmpty();
    }

    @Test
    void shouldNotReadWhatIsNotThere() {
        assertThat(CacheFile.read(directory.resolve("missing"), KEY)).isEmpty();
    }

    @Test
    void shouldNotReadAFileThatIsCutShortAnywhere() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 4, 8, 11, 20, 35, 60, 100, whole.length - 1}) {
            // When
            Files.write(file, Arrays.copyOf(whole, length));

            // Then
            assertThat(CacheFile.read(file, KEY))
                    .as("%d of %d bytes", length, whole.length)
                    .isEmpty();
        }
    }

    @Test
    void shouldNotReadAFileOfWhichAnyByteChanged() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at += 13) {
            // When
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file, damaged);

            // Then
            assertThat(CacheFile.read(file, KEY))
                    .as("seed %d, byte %d", seed, at)
                    .isEmpty();
        }
    }

    @Test
    void shouldNotReadAFileWithSomethingAppended() throws IOException {
        // When
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));

        // Then
        assertThat(CacheFile.read(file, KEY)).isEmpty();
    }

    @Test
    void shouldKeepItsFormat() throws IOException {
        // Given a file of the first version of the format
        byte[] golden = HexFormat.of()
                .parseHex("4153534159545254" + "00000001" + "6b" + "0000000000000003"
                        + "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" + "616263");

        // When
        Files.write(file, golden);

        // Then
        assertThat(new String(read("k"), StandardCharsets.US_ASCII)).isEqualTo("abc");
    }

    private byte[] read(String key) {
        List<ByteBuffer> parts = CacheFile.read(file, key).orElse(List.of());
        ByteBuffer all = ByteBuffer.allocate(
                parts.stream().mapToInt(ByteBuffer::remaining).sum());
        parts.forEach(part -> all.put(part.duplicate()));
        return all.array();
    }
}
