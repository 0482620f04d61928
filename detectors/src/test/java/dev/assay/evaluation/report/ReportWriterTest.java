package dev.assay.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.bundle.Bundle;
import dev.assay.bundle.TinyBundle;
import dev.assay.detector.Span;
import dev.assay.evaluation.EvaluationOptions;
import dev.assay.evaluation.Progress;
import dev.assay.evaluation.RecordSample;
import dev.assay.evaluation.WordReader;
import dev.assay.evaluation.evasion.Disguise;
import dev.assay.evaluation.evasion.EvasionFigures;
import dev.assay.evaluation.evasion.EvasionMeasurer;
import dev.assay.evaluation.measure.ErrorCase;
import dev.assay.evaluation.measure.Measurement;
import dev.assay.evaluation.measure.Measurer;
import dev.assay.evaluation.measure.WorstErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final Path directory;
    private final Bundle bundle;
    private final WordReader reader;
    private final EvaluationOptions options;

    ReportWriterTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.bundle = Bundle.load(TinyBundle.write(directory.resolve("bundle")));
        int columns = 7; // three probes, four features
        this.reader = new WordReader(
                columns,
                (word, position) -> {
                    float[] row = new float[columns];
                    Arrays.fill(row, word.startsWith("pay") ? 9 : -9);
                    return row;
                },
                threads);
        Path data = directory.resolve("chats.jsonl");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            boolean harmful = i % 2 == 0;
            boolean hard = i < 4;
            lines.add(record(
                    "chat" + i,
                    "scam",
                    harmful ? 1 : 0,
                    i % 4 < 2 ? "one" : "two",
                    harmful != hard ? "pay now " : "hello "));
        }
        Files.write(data, lines);
        Path benign = Files.write(
                directory.resolve("pool.jsonl"),
                IntStream.range(0, 10)
                        .mapToObj(i -> record("pool" + i, "general", 0, "pool", "weather "))
                        .toList());
        this.options = EvaluationOptions.of(List.of(data), List.of(benign));
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void shouldWriteOnePageWithoutText() throws IOException {
        // When
        String page = write(false);

        // Then
        assertThat(page)
                .contains("# Evaluation")
                .contains(bundle.digest())
                .contains("| scam on chats.jsonl |")
                .contains("## False alarms on benign files")
                .contains("| source | training | harmful | harmless | detector | probe | features | words |")
                .contains("| one | left out | 10 | 10 |")
                .contains("scam, split turns")
                .contains("| chat0 | one | miss |", "| chat1 | one | false alarm |")
                .contains("![ROC](evaluation/scam-chats-roc.svg)")
                .doesNotContain("pay now");
        assertThat(directory.resolve("out/evaluation/scam-chats-reliability.svg"))
                .exists();
        assertThat(directory.resolve("out/evaluation.html"))
                .content()
                .contains("<h1>Evaluation</h1>", "<svg")
                .doesNotContain("pay now");
    }

    @Test
    void shouldShowTextOnlyWhenAsked() throws IOException {
        assertThat(write(true)).contains("[[").contains("pay");
    }

    @Test
    void shouldFindWhatADetectorReactedTo() throws IOException {
        // Given
        Measurement measured = new Measurer(bundle, reader).measure(options, Progress.SILENT);

        // When
        List<ErrorCase> cases =
                new WorstErrors(bundle, reader, options, true).of("scam", measured.labelled("scam"), 20);

        // Then the two harmless chats that talk of paying, and the two harmful ones that do not
        assertThat(cases)
                .extracting(one -> one.record().id())
                .containsExactlyInAnyOrder("chat0", "chat1", "chat2", "chat3");
        ErrorCase alarm = cases.get(0);
        assertThat(alarm.falseAlarm()).isTrue();
        Span strongest = alarm.spans().get(0);
        assertThat(alarm.text().substring(strongest.start(), strongest.end())).contains("pay");
        assertThat(alarm.toString()).doesNotContain("pay");
    }

    private String write(boolean withText) throws IOException {
        Measurement measured = new Measurer(bundle, reader).measure(options, Progress.SILENT);
        List<EvasionFigures> evasion = new EvasionMeasurer(reader, bundle.detectors(), 20, 1)
                .measure(options.with(new RecordSample(3, 1)), Progress.SILENT);
        assertThat(evasion).hasSize(Disguise.values().length);
        List<ErrorCase> errors =
                new WorstErrors(bundle, reader, options, withText).of("scam", measured.labelled("scam"), 20);
        ReportWriter.write(
                new ReportInput(
                        bundle,
                        "./assay evaluate",
                        "a test",
                        measured,
                        Measurement.NOTHING,
                        evasion,
                        Map.of("scam", errors),
                        20,
                        1),
                directory.resolve("out"));
        return Files.readString(directory.resolve("out/EVALUATION.md"));
    }

    private static String record(String id, String category, int label, String subset, String words) {
        return "{\"id\":\"" + id + "\",\"category\":\"" + category + "\",\"label\":" + label + ",\"subset\":\"" + subset
                + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + words.repeat(8) + "\"}]}";
    }
}
