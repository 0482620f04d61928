package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.bundle.Bundle;
import dev.assay.bundle.TinyBundle;
import dev.assay.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal =
            new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false, false, 100);

    private final Path bundle;
    private final Path scores;
    private final double current;

    BacktestCommandTest(@TempDir Path directory) throws IOException {
        this.bundle = TinyBundle.write(directory.resolve("bundle"));
        Bundle loaded = Bundle.load(bundle);
        this.current = loaded.detectors().get(0).spec().threshold();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            lines.add("{\"conversationId\":\"c" + i + "\",\"turnId\":\"0\",\"bundle\":\"" + loaded.digest()
                    + "\",\"verdicts\":[{\"detector\":\"scam\",\"outcome\":\"CLEAR\",\"score\":" + i / 10.0 + "}]}");
        }
        this.scores = Files.write(directory.resolve("scores.jsonl"), lines);
    }

    @Test
    void shouldSweepThresholdsAndListTheChange() throws IOException {
        // When
        int exitCode =
                run("--scores", scores.toString(), "--detector", "scam", "--threshold", "0.8", "--days", "2", "--json");

        // Then
        assertThat(err.toString(UTF_8)).isEmpty();
        assertThat(exitCode).isZero();
        JsonNode scam =
                new ObjectMapper().readTree(out.toByteArray()).path("detectors").get(0);
        assertThat(scam.path("turns").intValue()).isEqualTo(10);
        assertThat(scam.path("change").path("from").doubleValue()).isEqualTo(current);
        for (JsonNode row : scam.path("sweep")) {
            if (row.path("threshold").doubleValue() == 0.8) {
                assertThat(row.path("alerts").intValue()).isEqualTo(2);
                assertThat(row.path("alertsPerDay").doubleValue()).isEqualTo(1.0);
                assertThat(row.path("expectedPrecision").doubleValue()).isCloseTo(0.85, within(1e-9));
                assertThat(row.path("decidedPrecision").isNull()).isTrue();
            }
        }
        assertThat(scam.path("sweep")).hasSizeGreaterThan(10);
    }

    @Test
    void shouldPrintATable() {
        assertThat(run("--scores", scores.toString(), "--threshold", "0.95")).isZero();
        assertThat(out.toString(UTF_8))
                .contains("scam: 10 scored turns in an unknown number of days")
                .contains("backdoor: 0 scored turns")
                .contains(" to 0.95: ");
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThat(run("--scores", scores.toString(), "--detector", "none")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8)).contains("--detector is 'none'; expected one of [scam, backdoor, deception]");
        assertThat(run("--scores", scores.toString(), "--threshold", "2")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(UTF_8)).contains("--threshold is 2.0; expected above 0 and at most 1");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("backtest", "--set", "assay.bundle=" + bundle));
        all.addAll(List.of(arguments));
        return Main.commandLine(terminal).execute(all.toArray(String[]::new));
    }
}
