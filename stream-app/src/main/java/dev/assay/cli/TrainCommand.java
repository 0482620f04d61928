package dev.assay.cli;

import dev.assay.engine.Djl;
import dev.assay.terminal.Figures;
import dev.assay.terminal.ProgressLine;
import dev.assay.terminal.Terminal;
import dev.assay.training.BundleTraining;
import dev.assay.training.TrainingOptions;
import dev.assay.training.TrainingOptions.Choices;
import dev.assay.training.TrainingReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains a bundle. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Trains a bundle: harvests the reader's activations, trains a dictionary and a probe for each detector, "
                    + "calibrates them, and writes the whole as one content-addressed directory.",
            "The same data, options and seed give the same bundle. A run that was ended goes on where it was when it is "
                    + "started again with the same work directory. Takes hours on a CPU."
        })
final class TrainCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "A directory of labelled and unlabelled transcripts, .jsonl or .jsonl.gz; may be repeated.")
    private List<Path> data = List.of();

    @Option(
            names = "--keep-dictionary",
            paramLabel = "BUNDLE",
            description = "Keeps the dictionary of this bundle and trains only the detectors.")
    private @Nullable Path dictionaryOf;

    @Option(
            names = "--open-licences",
            description = "Leaves out records whose publisher states no licence or one that limits their use, "
                    + "such as to non-commercial purposes.")
    private boolean openLicences;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Where the bundle is written; empty or missing.")
    private Path output = Path.of("");

    @Option(names = "--work", paramLabel = "DIR", description = "Keeps unfinished work; may be deleted afterwards.")
    private Path work = Path.of("train-work");

    @Option(names = "--seed", paramLabel = "N", description = "Of all random choices.")
    private long seed = Choices.DEFAULT.seed();

    @Option(names = "--dictionary-size", paramLabel = "N", description = "Features of the dictionary.")
    private int dictionarySize = Choices.DEFAULT.dictionarySize();

    @Option(names = "--dictionary-tokens", paramLabel = "N", description = "Tokens the dictionary is trained on.")
    private long dictionaryTokens = Choices.DEFAULT.dictionaryTokens();

    @Option(names = "--threads", paramLabel = "N", description = "Threads that read at once.")
    private int threads = Choices.DEFAULT.threads();

    TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Djl.offline();
        Choices defaults = Choices.DEFAULT;
        Choices choices = new Choices(
                seed,
                defaults.dictionaryHook(),
                defaults.probeHooks(),
                dictionarySize,
                defaults.k(),
                dictionaryTokens,
                defaults.labelledPerSubset(),
                defaults.unlabelledPerSubset(),
                threads);
        TrainingOptions options =
                TrainingOptions.of(choices, data, dictionaryOf, openLicences, work, output, createdBy());
        try (ProgressLine progress = new ProgressLine(terminal)) {
            report(new BundleTraining(options, (stage, done, total) -> progress.update(stage, done, total, "")).run());
        }
        return ExitCode.OK;
    }

    /** The command that repeats this training, without the paths of this machine. */
    private String createdBy() {
        String from = data.stream()
                .map(directory ->
                        " --data " + directory.toAbsolutePath().normalize().getFileName())
                .collect(Collectors.joining());
        return "./assay train" + from + (dictionaryOf == null ? "" : " --keep-dictionary KEPT")
                + (openLicences ? " --open-licences" : "")
                + " --output BUNDLE --seed " + seed
                + " --dictionary-size " + dictionarySize
                + " --dictionary-tokens " + dictionaryTokens;
    }

    private void report(TrainingReport report) {
        terminal.out().println("bundle " + report.bundle().digest() + " is in " + output);
        for (TrainingReport.DetectorReport detector : report.detectors()) {
            String measured = new TreeMap<>(detector.measurements())
                    .entrySet().stream()
                            .map(entry -> entry.getKey() + String.format(Locale.ROOT, " %.3f", entry.getValue()))
                            .collect(Collectors.joining(", "));
            terminal.out().println(detector.id() + " at " + detector.hook() + ": " + measured);
        }
        terminal.out()
                .println(Figures.count(report.bundle().dictionary().size(), "dictionary feature")
                        + "; see MODEL_CARD.md in the bundle");
    }
}
