package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.bundle.TinyBundle;
import dev.assay.reader.DefaultReader;
import dev.assay.reader.ReaderSpec;
import dev.assay.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle of somebody's own reader, whose files are on no class path. */
class OwnReaderIT {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal =
            new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false, 100);

    @Test
    void shouldScoreWithAReaderFromItsDirectoryAndSayWhichFileIsMissing(@TempDir Path directory) throws IOException {
        // Given
        ReaderSpec reader = new ReaderSpec(
                "own",
                "own/model.onnx",
                DefaultReader.SPEC.modelSha256(),
                "own/tokenizer.json",
                DefaultReader.SPEC.tokenizerSha256(),
                DefaultReader.SPEC.dModel(),
                DefaultReader.SPEC.window(),
                DefaultReader.SPEC.contextTokens(),
                DefaultReader.SPEC.overlap());
        Path bundle = TinyBundle.write(reader, directory.resolve("bundle"));
        Path readers = directory.resolve("readers");
        copy(DefaultReader.SPEC.model(), readers.resolve(reader.model()));
        copy(DefaultReader.SPEC.tokenizer(), readers.resolve(reader.tokenizer()));
        Path input = Files.writeString(
                directory.resolve("input.jsonl"),
                "{\"conversationId\": \"c\", \"turnId\": \"1\", \"role\": \"user\", \"text\": \"How are you today?\"}\n");
        Path output = directory.resolve("verdicts.jsonl");
        List<String> score = List.of(
                "score", "--input", input.toString(), "--output", output.toString(), "--set", "assay.bundle=" + bundle);
        List<String> withReaders = new ArrayList<>(score);
        withReaders.addAll(List.of("--set", "assay.reader.dir=" + readers));

        // When, Then
        assertThat(run(score.toArray(String[]::new))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8))
                .isEqualTo("assay: 'own/model.onnx' is not on the class path, and no reader's directory is given;"
                        + " expected the file with SHA-256 " + reader.modelSha256() + "\n");
        assertThat(run(withReaders.toArray(String[]::new))).as("%s", err).isZero();
        assertThat(Files.readString(output)).contains("\"verdicts\"");
        assertThat(run("doctor", "--bundle", bundle.toString(), "--reader-dir", readers.toString()))
                .isZero();
        assertThat(out.toString(UTF_8)).contains("own, 12 layers, verified");
    }

    private int run(String... arguments) {
        return Main.commandLine(terminal).execute(arguments);
    }

    private static void copy(String resource, Path file) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (InputStream contents =
                Objects.requireNonNull(OwnReaderIT.class.getClassLoader().getResourceAsStream(resource))) {
            Files.copy(contents, file);
        }
    }
}
