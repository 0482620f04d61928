package dev.assay.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void shouldDrawABar() {
        assertThat(ProgressLine.line("playing", 1_500, 3_000, "812 tokens/s"))
                .isEqualTo("playing [##############--------------] 50%  1,500 of 3,000, 812 tokens/s");
        assertThat(ProgressLine.line("reading", 1_500, -1, "")).isEqualTo("reading 1,500");
    }

    @Test
    void shouldWriteALineEveryFewSecondsIfNotOnATerminal() {
        // Given
        ProgressLine progress = new ProgressLine(terminal(false), nanos::get);

        // When
        for (int second = 0; second <= 12; second++) {
            nanos.set(second * 1_000_000_000L);
            progress.update("playing", second, 100, "");
        }

        // Then
        assertThat(text().lines())
                .containsExactly(
                        "playing [#---------------------------] 5%  5 of 100",
                        "playing [##--------------------------] 10%  10 of 100");
    }

    @Test
    void shouldPrintAboveTheBarAndDrawItAgain() {
        // Given
        Terminal terminal = terminal(true);
        ProgressLine progress = new ProgressLine(terminal, nanos::get);
        nanos.set(1_000_000_000L);
        progress.update("playing", 1, 2, "");

        // When
        progress.above(() -> terminal.err().println("an alert"));
        progress.close();

        // Then
        String bar = "\r\u001B[Kplaying [##############--------------] 50%  1 of 2";
        assertThat(text()).isEqualTo(bar + "\r\u001B[Kan alert\n" + bar + bar + "\n");
    }

    @Test
    void shouldWriteNumbersAsPeopleReadThem() {
        assertThat(Figures.count(1, "turn")).isEqualTo("1 turn");
        assertThat(Figures.count(12_345, "turn")).isEqualTo("12,345 turns");
        assertThat(Figures.seconds(0.0434)).isEqualTo("43 ms");
        assertThat(Figures.seconds(2.46)).isEqualTo("2.5 s");
        assertThat(Figures.seconds(200)).isEqualTo("3 min 20 s");
        assertThat(Figures.rate(5_000, 2, "tokens")).isEqualTo("2,500 tokens/s");
    }

    @Test
    void shouldTellPercentilesWithinTwoPercent() {
        // Given
        Percentiles latencies = new Percentiles();

        // When
        for (int i = 1; i <= 1000; i++) {
            latencies.add(i / 1000.0);
        }

        // Then
        assertThat(latencies.at(0.5)).isBetween(0.49, 0.51);
        assertThat(latencies.at(0.99)).isBetween(0.97, 1.01);
        assertThat(new Percentiles().at(0.5)).isZero();
    }

    private Terminal terminal(boolean animates) {
        PrintStream stream = new PrintStream(written, true, UTF_8);
        return new Terminal(stream, stream, false, animates, 100);
    }

    private String text() {
        return written.toString(UTF_8);
    }
}
