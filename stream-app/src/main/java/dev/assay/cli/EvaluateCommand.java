package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.bundle.Bundle;
import dev.assay.evaluation.EvaluationOptions;
import dev.assay.evaluation.EvaluationReport;
import dev.assay.evaluation.Evaluator;
import dev.assay.evaluation.Progress;
import dev.assay.evaluation.RecordSample;
import dev.assay.evaluation.evasion.EvasionFigures;
import dev.assay.evaluation.evasion.EvasionMeasurer;
import dev.assay.evaluation.measure.ErrorCase;
import dev.assay.evaluation.measure.Measurement;
import dev.assay.evaluation.measure.Measurer;
import dev.assay.evaluation.measure.WorstErrors;
import dev.assay.evaluation.report.ReportInput;
import dev.assay.evaluation.report.ReportWriter;
import dev.assay.terminal.EvaluationTable;
import dev.assay.terminal.EvasionTable;
import dev.assay.terminal.ProgressLine;
import dev.assay.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a bundle on labelled transcripts. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the bundle's detectors on labelled transcripts: AUROC, and recall at 1%% and 0.1%% false positives "
                    + "among the file's own negatives and among a benign stream, with the counts behind them.",
            "A record of a category is scored by that category's detectors, a benign record by all. Source * is the "
                    + "whole file.",
            "With --report it writes pages with intervals, plots, the worst errors and what the detectors are to beat: "
                    + "length, keywords, words, their own probes and features."
        })
final class EvaluateCommand implements Callable<Integer> {

    private static final int WORST = 20;
    private static final int RESAMPLES = 500;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

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

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "Read at most so many records of each source and label of a file, drawn at random.")
    private int sample = Integer.MAX_VALUE;

    @Option(
            names = "--benign-sample",
            paramLabel = "N",
            description = "The same of benign files; more of them say more of rare false alarms. Default: --sample.")
    private @Nullable Integer benignSample;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "7",
            description = "Of samples, splits, intervals and disguises. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write the figures there too, as JSON; without --report.")
    private @Nullable Path json;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write EVALUATION.md, its plots and evaluation.html there, instead of the table.")
    private @Nullable Path report;

    @Option(
            names = "--pairs",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files of matched pairs: two records of a group, one harmful and one harmless. For --report.")
    private List<Path> pairs = new ArrayList<>();

    @Option(
            names = "--evasion",
            arity = "0..1",
            fallbackValue = "20",
            paramLabel = "N",
            description =
                    "Disguise at most N harmful records of each source (default: ${FALLBACK-VALUE}) in several ways "
                            + "and measure the recall lost.")
    private int evasion;

    @Option(
            names = "--with-text",
            description = "Show the text of the worst errors in the report, which may then not be passed on unless the "
                    + "data may.")
    private boolean withText;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (report != null && json != null) {
            throw new ParameterException(
                    spec.commandLine(), "--json is given with --report; expected one of them: run the command twice");
        }
        if (report == null && (withText || !pairs.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(), "--pairs or --with-text is given without --report; expected --report DIR too");
        }
        try (LoadedBundle loaded = LoadedBundle.of(options);
                ProgressLine progress = new ProgressLine(terminal)) {
            Progress shown = (stage, done, total) -> progress.update(stage, done, total, "");
            if (report != null) {
                writeReport(report, loaded, shown);
            } else if (evasion > 0) {
                EvasionTable.lines(evasion(loaded, shown)).forEach(terminal.out()::println);
            } else {
                writeTable(loaded, shown);
            }
        }
        return ExitCode.OK;
    }

    private void writeTable(LoadedBundle loaded, Progress progress) throws IOException {
        Bundle bundle = loaded.bundle();
        EvaluationReport figures = new Evaluator(bundle.digest(), loaded.reader(), bundle.detectors())
                .evaluate(sampled(data, benign), progress);
        EvaluationTable.lines(figures).forEach(terminal.out()::println);
        if (json != null) {
            Files.writeString(json, figures.toJson(), UTF_8);
        }
    }

    private void writeReport(Path directory, LoadedBundle loaded, Progress progress) throws IOException {
        Bundle bundle = loaded.bundle();
        EvaluationOptions files = sampled(data, benign);
        Measurement measured = new Measurer(bundle, loaded.reader()).measure(files, progress);
        Measurement measuredPairs = pairs.isEmpty()
                ? Measurement.NOTHING
                : new Measurer(bundle, loaded.reader()).measure(EvaluationOptions.of(pairs, List.of()), progress);
        WorstErrors worst = new WorstErrors(bundle, loaded.reader(), files, withText);
        Map<String, List<ErrorCase>> errors = new LinkedHashMap<>();
        for (String detector :
                bundle.detectors().stream().map(one -> one.spec().id()).toList()) {
            errors.put(detector, worst.of(detector, measured.labelled(detector), WORST));
        }
        ReportInput input = new ReportInput(
                bundle,
                commandLine(),
                machine(loaded),
                measured,
                measuredPairs,
                evasion > 0 ? evasion(loaded, progress) : List.of(),
                errors,
                RESAMPLES,
                seed);
        progress.update("figures", 0, -1);
        ReportWriter.write(input, directory).forEach(file -> terminal.out().println("wrote " + file));
    }

    private List<EvasionFigures> evasion(LoadedBundle loaded, Progress progress) throws IOException {
        EvaluationOptions files = EvaluationOptions.of(data, List.of()).with(new RecordSample(evasion, seed));
        return new EvasionMeasurer(loaded.reader(), loaded.bundle().detectors(), RESAMPLES, seed)
                .measure(files, progress);
    }

    private EvaluationOptions sampled(List<Path> labelled, List<Path> harmless) {
        return EvaluationOptions.of(labelled, harmless)
                .with(new RecordSample(sample, seed))
                .withBenign(new RecordSample(benignSample == null ? sample : benignSample, seed));
    }

    /** As it was given, with names of files only: a report is passed on, and nobody else has these directories. */
    private String commandLine() {
        return Stream.concat(
                        Stream.of("./assay"),
                        spec.commandLine().getParseResult().originalArgs().stream()
                                .map(argument -> argument.contains("/")
                                        ? Path.of(argument).getFileName().toString()
                                        : argument))
                .collect(Collectors.joining(" "));
    }

    private static String machine(LoadedBundle loaded) {
        return Runtime.getRuntime().availableProcessors() + " processors, "
                + loaded.running().engine().name() + " "
                + loaded.running().engine().version() + " on "
                + loaded.running().engine().device();
    }
}
