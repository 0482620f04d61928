package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal =
            new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false, 100);

    @Test
    void shouldShowFirstWhatIsNotTheDefault(@TempDir Path directory) throws IOException {
        // When
        int exitCode = check(
                directory,
                "assay.alerts.cool-down=5m\nassay.http.port=9404\nassay.http.user=u\nassay.http.password=p4ss\n");

        // Then
        assertThat(exitCode).as(err.toString(UTF_8)).isZero();
        String[] parts = out.toString(UTF_8).split("\n# defaults\n");
        assertThat(parts).hasSize(2);
        assertThat(parts[0])
                .startsWith("# set\n")
                .contains("assay.alerts.cool-down = 5m\n", "assay.http.password = (hidden)\n")
                .doesNotContain("assay.http.port", "p4ss");
        assertThat(parts[1]).contains("assay.http.port = 9404\n").doesNotContain("assay.alerts.cool-down");
    }

    @Test
    void shouldNameEveryProblemAndWhatWasMeant(@TempDir Path directory) throws IOException {
        // When
        int exitCode = check(directory, "assay.alerts.cooldown=5m\nassay.http.port=94040\nwibble=1\n");

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8)).isEqualTo("""
                        assay: assay.http.port is '94040'; expected a whole number from 0 to 65535
                        assay.alerts.cooldown is not a setting; expected one of docs/configuration.md (assay.alerts.cool-down?)
                        wibble is not a setting; expected one of docs/configuration.md
                        """);
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assay.http.password",
                "kafka.sasl.jaas.config",
                "kafka.ssl.keystore.key",
                "registry.apicurio.auth.password"
            })
    void shouldRefuseASecretThatOthersCanRead(String name) {
        assertThat(Main.commandLine(terminal).execute("config", "check", "--set", name + "=p4ss"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8))
                .contains(name + " is on the command line", "expected it in a file, or as an environment variable")
                .doesNotContain("p4ss");
    }

    private int check(Path directory, String properties) throws IOException {
        Path file = Files.writeString(directory.resolve("assay.properties"), properties);
        return Main.commandLine(terminal).execute("config", "check", "--config", file.toString());
    }
}
