package dev.assay.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordLinesTest {

    @Test
    void shouldLeaveOutBlankLinesAndLineEnds() throws IOException {
        assertThat(lines("one\r\n\n  \t\r\ntwo\n\nlast without an end"))
                .containsExactly("one", "two", "last without an end");
        assertThat(lines("")).isEmpty();
    }

    @Test
    void shouldPassOnBytesThatAreNoText() throws IOException {
        // Given
        byte[] bytes = {(byte) 0xFF, (byte) 0xFE, '\n'};

        // When
        try (RecordLines lines = RecordLines.of(new ByteArrayInputStream(bytes))) {
            // Then
            assertThat(lines.next()).containsExactly(0xFF, 0xFE);
            assertThat(lines.next()).isNull();
        }
    }

    @Test
    void shouldSeeThatAFileIsCompressedWhateverItsName(@TempDir Path directory) throws IOException {
        // Given
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("one\ntwo\n".getBytes(UTF_8));
        }
        Path file = Files.write(directory.resolve("any.name"), compressed.toByteArray());

        // When, Then
        try (RecordLines lines = RecordLines.open(file)) {
            assertThat(lines.count()).isEqualTo(2);
        }
        assertThatThrownBy(() -> RecordLines.open(directory))
                .hasMessageEndingWith("is a directory; expected a JSONL file");
    }

    @Test
    void shouldGiveUpOnALineThatALittleCompressedFileMakesLong(@TempDir Path directory) throws IOException {
        // Given
        int longest = 1 << 20;
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(new byte[longest]);
            gzip.write("\n".getBytes(UTF_8));
            gzip.write(new byte[longest + 1]);
        }
        assertThat(compressed.size()).isLessThan(longest / 100);
        Path bomb = Files.write(directory.resolve("bomb"), compressed.toByteArray());

        // When, Then
        try (RecordLines lines = RecordLines.open(bomb, longest)) {
            assertThat(lines.next()).hasSize(longest);
            assertThatThrownBy(lines::next)
                    .isInstanceOf(IOException.class)
                    .hasMessage("a line has more than 1048576 bytes; expected one record a line");
        }
    }

    private static List<String> lines(String text) throws IOException {
        List<String> found = new ArrayList<>();
        try (RecordLines lines = RecordLines.of(new ByteArrayInputStream(text.getBytes(UTF_8)))) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                found.add(new String(line, UTF_8));
            }
        }
        return found;
    }
}
