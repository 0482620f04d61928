package dev.assay.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SmokeTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream console = System.out;

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(printed, true, UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(console);
    }

    @Test
    void shouldRelateTheReaderToMatrixProducts() throws IOException {
        // When
        JsonNode report = run("reader", "--layer=0", "--turns=20", "--rounds=1", "--gemm-seconds=0.05");

        // Then
        assertThat(value(report, "bare cut reader / matrix products")).isPositive();
        assertThat(value(report, "layers")).isEqualTo(1);
    }

    @Test
    void shouldRelateThePipelineToTheEngine() throws IOException {
        // When
        JsonNode report = run("pipeline", "--layer=0", "--turns=20", "--rounds=1", "--latency-load=0.5");

        // Then
        assertThat(value(report, "pipeline / bare engine")).isPositive();
        assertThat(value(report, "p99 latency at 0.5 of that speed")).isPositive();
    }

    @Test
    void shouldMeasureTheMemoryOfTheService() throws IOException {
        // When
        JsonNode report = run("memory", "--layer=0", "--conversations=10", "--turns-each=2", "--read-every=0");

        // Then
        assertThat(value(report, "heap after a collection")).isPositive();
        assertThat(value(report, "turns")).isEqualTo(20);
    }

    @Test
    void shouldMeasureWhetherMemoryGrows() throws IOException {
        // When
        JsonNode report = run("flatness", "--layer=0", "--turns=100");

        // Then
        assertThat(value(report, "growth of the heap, second half / first")).isPositive();
    }

    @Test
    void shouldKeepTheServiceUnderLoadForLong() throws IOException {
        // When: a short form, too short to say whether memory grows
        JsonNode report = run("soak", "0.05", "--layer=0", "--bare-turns=10", "--open=50", "--sample-seconds=0.5");

        // Then
        assertThat(value(report, "turns sent")).isPositive();
        assertThat(value(report, "p99 latency")).isPositive();
        assertThat(value(report, "heap after a collection, at the end")).isPositive();
    }

    @Test
    void shouldCatchUpAfterABurst() throws IOException {
        // When
        JsonNode report = run(
                "burst",
                "--layer=0",
                "--share=0.25",
                "--steady=2",
                "--burst=1",
                "--bare-turns=10",
                "--open=50",
                "--sample-seconds=0.5");

        // Then
        assertThat(value(report, "p99 latency of the burst")).isPositive();
        assertThat(value(report, "resident memory, most since the burst began")).isPositive();
        assertThat(value(report, "time for all turns judged since the burst began / bare engine's"))
                .isPositive();
    }

    private JsonNode run(String... arguments) throws IOException {
        int status = Main.commands().execute(arguments);
        String output = printed.toString(UTF_8);
        assertThat(status).as(output).isZero();
        List<String> lines = output.lines().toList();
        return new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }

    private static double value(JsonNode report, String figure) {
        for (JsonNode candidate : report.path("figures")) {
            if (candidate.path("name").asText().equals(figure)) {
                return candidate.path("value").asDouble();
            }
        }
        throw new AssertionError("no figure '" + figure + "' in " + report);
    }
}
