package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.bundle.Bundle;
import dev.assay.evaluation.EvaluationOptions;
import dev.assay.evaluation.EvaluationReport;
import dev.assay.evaluation.Evaluator;
import dev.assay.terminal.EvaluationTable;
import dev.assay.terminal.ProgressLine;
import dev.assay.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a bundle on labelled transcripts. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the bundle's detectors on labelled transcripts: AUROC, and recall at 1%% and 0.1%% false positives "
                    + "among the file's own negatives and among a benign stream, with the counts behind them.",
            "A record of a category is scored by that category's detectors, a benign record by all. Source * is the "
                    + "whole file."
        })
final class EvaluateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--data",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "Labelled files, .jsonl or .jsonl.gz, each line with id, category, label, subset, messages.")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = "--benign",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files whose every record counts as benign.")
    private List<Path> benign = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there too, as JSON.")
    private @Nullable Path json;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        EvaluationReport report;
        try (LoadedBundle loaded = LoadedBundle.of(options);
                ProgressLine progress = new ProgressLine(terminal)) {
            Bundle bundle = loaded.bundle();
            report = new Evaluator(bundle.digest(), loaded.reader(), bundle.detectors())
                    .evaluate(
                            EvaluationOptions.of(data, benign),
                            (stage, done, total) -> progress.update(stage, done, total, ""));
        }
        EvaluationTable.lines(report).forEach(terminal.out()::println);
        if (json != null) {
            Files.writeString(json, report.toJson(), UTF_8);
        }
        return ExitCode.OK;
    }
}
