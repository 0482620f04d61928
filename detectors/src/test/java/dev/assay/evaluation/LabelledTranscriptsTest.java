package dev.assay.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.chat.Message;
import dev.assay.chat.Role;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledTranscriptsTest {

    private static final String RECORD = """
            {"id":"a","source":"o/r:p","license":"MIT","category":"scam","label":1,"subset":"s","group":"g","messages":[{"role":"user","content":"hi"}]}
            """;

    private final Path directory;

    LabelledTranscriptsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void shouldReadEveryFieldOfPlainAndCompressedFiles() throws IOException {
        LabelledRecord expected = new LabelledRecord(
                "a", "o/r:p", "MIT", "scam", Label.POSITIVE, "s", "g", List.of(new Message(Role.USER, "hi")));
        assertThat(read(plain(RECORD))).containsExactly(expected);
        assertThat(read(compressed(RECORD))).containsExactly(expected);
    }

    @Test
    void shouldFillMissingFieldsAndSkipBlankLines() throws IOException {
        // Given
        Path file = plain("\n{\"id\":\"b\",\"category\":\"general\",\"label\":null,\"messages\":[]}\n\n");

        // When
        List<LabelledRecord> records = read(file);

        // Then
        assertThat(records)
                .containsExactly(new LabelledRecord(
                        "b", "not stated", "not stated", "general", Label.UNLABELLED, "not stated", "b", List.of()));
    }

    @Test
    void shouldNameLineAndFieldButNeverTheText() throws IOException {
        assertRefused(
                RECORD + "{\"id\":\"b\",\"category\":\"scam\",\"label\":2,\"messages\":[]}",
                "data.jsonl line 2 has field label of type NUMBER; expected 1, 0 or null");
        assertRefused(
                "{\"id\":\"b\",\"label\":0,\"messages\":[]}",
                "data.jsonl line 1 has field category of type MISSING; expected a non-empty string");
        assertRefused("[]", "data.jsonl line 1 has JSON of type ARRAY; expected one JSON object");
        assertThatThrownBy(() -> read(plain("{\"id\":\"secret words\" \"x\"")))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith("data.jsonl line 1 has invalid JSON at column ")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(
                        () -> read(
                                plain(
                                        "{\"id\":\"b\",\"category\":\"c\",\"label\":0,\"messages\":[{\"role\":\"secret\",\"content\":\"secret\"}]}")))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith("data.jsonl line 1 has messages that cannot be read: messages[0].role")
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldRefuseBytesThatAreNotUtf8() throws IOException {
        Path file = directory.resolve("data.jsonl");
        Files.write(file, new byte[] {'{', (byte) 0xff, '}', '\n'});
        assertThatThrownBy(() -> read(file))
                .hasMessage("data.jsonl line 1 has bytes that are not UTF-8; expected UTF-8 text");
    }

    private void assertRefused(String text, String message) {
        assertThatThrownBy(() -> read(plain(text)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(message);
    }

    private Path plain(String text) throws IOException {
        return Files.writeString(directory.resolve("data.jsonl"), text);
    }

    private Path compressed(String text) throws IOException {
        Path file = directory.resolve("data.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static List<LabelledRecord> read(Path file) throws IOException {
        List<LabelledRecord> records = new ArrayList<>();
        try (LabelledTranscripts transcripts = LabelledTranscripts.open(file)) {
            for (LabelledRecord record = transcripts.next(); record != null; record = transcripts.next()) {
                records.add(record);
            }
        }
        return records;
    }
}
