package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.bundle.Bundle;
import dev.assay.bundle.TinyBundle;
import dev.assay.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal =
            new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false, 100);

    @Test
    void shouldListEveryCommandAndExitCode() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(UTF_8))
                .contains(
                        "demo ",
                        "run ",
                        "alerts ",
                        "score ",
                        "evaluate ",
                        "backtest ",
                        "replay ",
                        "audit ",
                        "train ",
                        "dictionary ",
                        "bundle ",
                        "erase ",
                        "config ",
                        "acls ",
                        "doctor ")
                .contains("Exit codes:")
                .doesNotContain("docs ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "run",
                "alerts",
                "score",
                "evaluate",
                "backtest",
                "replay",
                "audit",
                "train",
                "dictionary",
                "bundle",
                "erase",
                "config",
                "acls",
                "doctor"
            })
    void shouldExplainEachCommand(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString(UTF_8)).contains("Usage: assay " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keygen", "checkpoint", "verify", "export", "recompute", "manifest"})
    void shouldExplainWhatAnAuditorNeeds(String command) {
        assertThat(run("audit", command, "--help")).isZero();
        assertThat(out.toString(UTF_8)).contains("Usage: assay audit " + command);
    }

    @Test
    void shouldRefuseACommandLineThatIsWrong() {
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(run("dmeo")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8)).contains("Unmatched argument at index 0: 'dmeo'");
    }

    @Test
    void shouldVerifyAWholeBundle(@TempDir Path directory) {
        // Given
        Path bundle = TinyBundle.write(directory.resolve("bundle"));

        // When, Then
        assertThat(run("bundle", "verify", bundle.toString())).isZero();
        assertThat(out.toString(UTF_8)).contains(" is intact; digest ");
        assertThat(run("bundle", "inspect", bundle.toString())).isZero();
        assertThat(out.toString(UTF_8)).contains("bundle      tiny", "scam", "backdoor", "deception");
    }

    @Test
    void shouldDescribeTheFeaturesOfABundleAndPutLabelsIntoIt(@TempDir Path directory) throws IOException {
        // Given
        Path bundle = TinyBundle.write(directory.resolve("bundle"));
        String dictionary = Bundle.load(bundle).dictionary().digest();
        Path labels = Files.writeString(
                directory.resolve("labels.tsv"), dictionary + "\t3\tconfirmed\tasks for codes\tSeen in all of them.\n");
        Path texts = Files.writeString(
                directory.resolve("texts.jsonl"),
                "{\"id\":\"a\",\"category\":\"scam\",\"label\":1,\"messages\":[{\"role\":\"user\",\"content\":\"Send the"
                        + " code to me now\"}]}\n");

        // When
        int exitCode = run(
                "bundle",
                "catalogue",
                bundle.toString(),
                "--texts",
                texts.toString(),
                "--labels",
                labels.toString(),
                "--report",
                directory.resolve("report").toString(),
                "--output",
                directory.resolve("labelled").toString());

        // Then
        assertThat(exitCode).as(err.toString(UTF_8)).isZero();
        assertThat(Files.readString(directory.resolve("report/FEATURES.md")))
                .contains("asks for codes", "./assay bundle catalogue BUNDLE --texts ", "/texts.jsonl --seed 7")
                .doesNotContain(directory.toString());
        assertThat(run("bundle", "inspect", directory.resolve("labelled").toString()))
                .isZero();
        assertThat(out.toString(UTF_8)).contains("catalogue   4 features (1 with a confirmed label; 3 measured, ");
    }

    @Test
    void shouldCheckTheMachineForTheSettingsTheServiceWouldHave(@TempDir Path directory) {
        // Given settings that no machine can satisfy
        Path bundle = TinyBundle.write(directory.resolve("bundle"));
        Path cache = directory.resolve("built");

        // When
        int exitCode = run(
                "doctor",
                "--set=assay.bundle=" + bundle,
                "--set=assay.engine=tensorrt",
                "--set=assay.engine.gpu.device=63",
                "--set=assay.engine.gpu.precision=bf16",
                "--set=assay.engine.gpu.cache=" + cache);

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString(UTF_8))
                .contains(
                        "device 63, bf16, at most 16384 tokens in a batch",
                        "kept in " + cache + ", which is made",
                        "tensorrt: it is not available",
                        bundle + ", tiny, digest ");
    }

    @Test
    void shouldCheckTheBundleGivenBeforeTheOneThatIsConfigured(@TempDir Path directory) {
        // Given
        Path bundle = TinyBundle.write(directory.resolve("bundle"));

        // When
        int exitCode = run("doctor", "--bundle", bundle.toString(), "--set=assay.bundle=missing");

        // Then
        assertThat(out.toString(UTF_8)).contains(bundle + ", tiny, digest ");
        assertThat(exitCode).isZero();
    }

    @Test
    void shouldSayInOneSentenceWhatIsWrongWithATamperedBundle(@TempDir Path directory) throws IOException {
        // Given
        Path bundle = TinyBundle.write(directory.resolve("bundle"));
        Files.writeString(bundle.resolve("detectors.json"), " ", StandardOpenOption.APPEND);

        // When
        int exitCode = run("bundle", "verify", bundle.toString());

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("assay: ")
                .contains("detectors.json");
    }

    @Test
    void shouldNameTheSettingThatIsWrong() {
        assertThat(run("config", "check", "--set", "assay.http.port=many")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8))
                .isEqualTo("assay: assay.http.port is 'many'; expected a whole number from 0 to 65535\n");
        assertThat(run("config", "check", "--set", "assay.http.port=9999")).isZero();
        assertThat(out.toString(UTF_8)).contains("assay.http.port = 9999");
    }

    @Test
    void shouldRunTheBundleThatIsConfiguredAndOtherwiseItsOwn() {
        // Given
        Path own = Home.bundle(null);

        // When, Then
        assertThat(run("config", "check")).isZero();
        assertThat(out.toString(UTF_8)).contains("assay.bundle = " + own + "\n");
        out.reset();
        assertThat(run("config", "check", "--set", "assay.bundle=bundles/default"))
                .isZero();
        assertThat(out.toString(UTF_8)).contains("assay.bundle = bundles/default\n");
    }

    @Test
    void shouldMakeAnAuditKeyOnce(@TempDir Path directory) {
        // Given
        String file = directory.resolve("audit.key").toString();

        // When, Then
        assertThat(run("audit", "keygen", file)).isZero();
        assertThat(out.toString(UTF_8)).startsWith("wrote " + file + " and " + file + ".pub; public key ");
        assertThat(run("audit", "keygen", file)).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8)).startsWith("assay: " + file + " exists; expected a new file");
    }

    @Test
    void shouldSayWhatIsWrongWithAReplayBeforeItAsksABroker() {
        assertThat(run("replay", "--id", "tuesday", "--from", "tuesday")).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8)).startsWith("assay: 'tuesday' is no place in a topic; expected a time such as ");
        assertThat(run("replay", "--id", "tuesday", "--warm-up", "long")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8)).contains("--warm-up is 'long'; expected a duration from 0ms to 3650d");
    }

    @Test
    void shouldSayThatAFileDoesNotExist(@TempDir Path directory) {
        // When
        int exitCode = run(
                "score",
                "--input",
                directory.resolve("none.jsonl").toString(),
                "--output",
                directory.resolve("o").toString());

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString(UTF_8)).isEqualTo("assay: " + directory.resolve("none.jsonl") + " does not exist\n");
    }

    private int run(String... arguments) {
        return Main.commandLine(terminal).execute(arguments);
    }
}
