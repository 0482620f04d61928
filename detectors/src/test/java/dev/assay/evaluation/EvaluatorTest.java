package dev.assay.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.chat.Role;
import dev.assay.detector.Calibration;
import dev.assay.detector.Detector;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.Mode;
import dev.assay.detector.Pooling;
import dev.assay.detector.Severity;
import dev.assay.detector.WeightedProbe;
import dev.assay.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {

    private final ExecutorService threads = Executors.newFixedThreadPool(3);

    private final Path directory;

    EvaluatorTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void shouldReportRowsForTheFileAndItsSubsets() throws IOException {
        // Given words that are their own logits; records are scored by their strongest turn
        Path data = file(
                "data.jsonl",
                record("a", "scam", "1", "one", "0", "3"),
                record("b", "scam", "1", "two", "-1"),
                record("c", "scam", "0", "one", "-2", "-3"),
                record("d", "scam", "0", "two", "1"),
                record("e", "scam", "null", "two", "9"),
                record("f", "other", "1", "two", "9"));
        Path benign = file("benign.jsonl", record("g", "general", "null", "x", "-4"), record("h", "x", "1", "x", "2"));

        // When
        EvaluationReport report = evaluate(
                new EvaluationOptions(List.of(data), List.of(benign), 100, 2, RecordSample.ALL, RecordSample.ALL),
                "scam");

        // Then
        assertThat(report.turns()).isEqualTo(8);
        assertThat(report.tokens()).isEqualTo(8);
        assertThat(report.results())
                .extracting(
                        EvaluationRow::source,
                        EvaluationRow::positives,
                        EvaluationRow::negatives,
                        EvaluationRow::flagged,
                        EvaluationRow::auroc)
                .containsExactly(tuple("*", 2, 2, 2, 0.75), tuple("one", 1, 1, 1, 1.0), tuple("two", 1, 1, 1, 0.0));
        EvaluationRow whole = report.results().get(0);
        assertThat(whole.recallAtFpr().get(0.01))
                .extracting("truePositives", "negatives")
                .containsExactly(1, 2);
        assertThat(whole.recallAtBenignFpr().get(0.001))
                .extracting("truePositives", "negatives")
                .containsExactly(1, 2);
    }

    @Test
    void shouldDrawFromBenignFilesApart() throws IOException {
        // Given
        Path data = file("data.jsonl", record("a", "scam", "1", "one", "3"), record("b", "scam", "0", "one", "-2"));
        Path benign = file(
                "benign.jsonl",
                record("c", "general", "null", "x", "-4"),
                record("d", "general", "null", "x", "-4"),
                record("e", "general", "null", "x", "-4"));
        EvaluationOptions all = EvaluationOptions.of(List.of(data), List.of(benign));

        // When
        EvaluationReport some = evaluate(all.withBenign(new RecordSample(1, 7)), "scam");

        // Then
        assertThat(evaluate(all, "scam").turns()).isEqualTo(2 + 3);
        assertThat(some.turns()).isEqualTo(2 + 1);
    }

    @Test
    void shouldRankByScoresBeforeRounding() throws IOException {
        // Given logits whose probabilities all round to 1
        Path data = file("data.jsonl", record("a", "scam", "1", "s", "21"), record("b", "scam", "0", "s", "20"));

        // When
        EvaluationReport report = evaluate(EvaluationOptions.of(List.of(data), List.of()), "scam");

        // Then
        assertThat(report.results().get(0).auroc()).isEqualTo(1.0);
    }

    @Test
    void shouldGiveTurnsTheirContextInOrder() throws IOException {
        // Given
        Path data = file("data.jsonl", record("a", "scam", "1", "s", "1", "2", "3"));
        WordReader reader = reader();

        // When
        new Evaluator("digest", reader, List.of(detector("scam")))
                .evaluate(
                        new EvaluationOptions(List.of(data), List.of(), 2, 1, RecordSample.ALL, RecordSample.ALL),
                        Progress.SILENT);

        // Then
        assertThat(reader.prompts()).hasSize(2);
        assertThat(reader.prompts().get(1).turn().text()).isEqualTo("2");
        assertThat(reader.prompts().get(1).context()).extracting("text").containsExactly("1");
    }

    @Test
    void shouldWriteTheDocumentedJson() throws IOException {
        // Given
        Path data = file("data.jsonl", record("a", "scam", "1", "s", "1"), record("b", "scam", "0", "s", "0"));

        // When
        JsonNode json = new ObjectMapper()
                .readTree(evaluate(EvaluationOptions.of(List.of(data), List.of()), "scam")
                        .toJson());

        // Then
        assertThat(json.fieldNames()).toIterable().containsExactly("bundle", "turns", "tokens", "seconds", "results");
        JsonNode row = json.path("results").get(0);
        assertThat(row.fieldNames())
                .toIterable()
                .containsExactly(
                        "file",
                        "category",
                        "source",
                        "detector",
                        "positives",
                        "negatives",
                        "flagged",
                        "auroc",
                        "recallAtFpr",
                        "recallAtBenignFpr");
        assertThat(row.path("recallAtFpr").toString()).isEqualTo("{\"0.01\":1.0,\"0.001\":1.0}");
        assertThat(row.path("recallAtBenignFpr").toString()).isEqualTo("{\"0.01\":null,\"0.001\":null}");
    }

    @Test
    void shouldReportNothingWhenATurnCannotBeRead() throws IOException {
        Path data = file("data.jsonl", record("a", "scam", "1", "s", "not-a-number"));
        assertThatThrownBy(() -> evaluate(EvaluationOptions.of(List.of(data), List.of()), "scam"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("nothing is reported");
    }

    private EvaluationReport evaluate(EvaluationOptions options, String category) throws IOException {
        return new Evaluator("digest", reader(), List.of(detector(category))).evaluate(options, Progress.SILENT);
    }

    private WordReader reader() {
        return new WordReader(1, (word, position) -> new float[] {Float.parseFloat(word)}, threads);
    }

    private static Detector detector(String category) {
        Calibration identity = new Calibration.Platt(1, 0);
        DetectorSpec spec = new DetectorSpec(
                category,
                category,
                Severity.LOW,
                Mode.ACTIVE,
                EnumSet.allOf(Role.class),
                List.of(new WeightedProbe("probe", 1)),
                new Pooling.Mean(),
                1,
                0,
                0,
                identity,
                identity,
                0.7,
                List.of());
        return new Detector(spec, new int[] {0}, List.of());
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.writeString(directory.resolve(name), String.join("\n", lines));
    }

    private static String record(String id, String category, String label, String subset, String... turns) {
        StringBuilder messages = new StringBuilder();
        for (String turn : turns) {
            messages.append(messages.isEmpty() ? "" : ",")
                    .append("{\"role\":\"user\",\"content\":\"")
                    .append(turn)
                    .append("\"}");
        }
        return "{\"id\":\"" + id + "\",\"category\":\"" + category + "\",\"label\":" + label + ",\"subset\":\"" + subset
                + "\",\"messages\":[" + messages + "]}";
    }
}
