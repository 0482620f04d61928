package dev.assay.cli;

import dev.assay.bundle.Bundle;
import dev.assay.bundle.BundleReport;
import dev.assay.catalogue.FeatureLabels;
import dev.assay.evaluation.RecordSample;
import dev.assay.evaluation.features.CatalogueOptions;
import dev.assay.evaluation.features.FeatureCataloguer;
import dev.assay.evaluation.features.FeatureFacts;
import dev.assay.evaluation.features.FeaturePage;
import dev.assay.terminal.ProgressLine;
import dev.assay.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks into a bundle. */
@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks into a bundle: the reader, dictionary, probes and detectors as one unit.")
final class BundleCommand {

    private final Terminal terminal;

    BundleCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(name = "inspect", mixinStandardHelpOptions = true, description = "Shows what is in a verified bundle.")
    int inspect(
            @Parameters(
                            paramLabel = "DIR",
                            description = "The bundle; by default the one that comes with Assay.",
                            arity = "0..1")
                    Path directory) {
        BundleReport.lines(Bundle.load(Home.bundle(directory))).forEach(terminal.out()::println);
        return ExitCode.OK;
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Fails if any file of a bundle is missing, added, altered, or does not fit the others.")
    int verify(
            @Parameters(
                            paramLabel = "DIR",
                            description = "The bundle; by default the one that comes with Assay.",
                            arity = "0..1")
                    Path directory) {
        Path bundle = Home.bundle(directory);
        terminal.out()
                .println(bundle + " is intact; digest " + Bundle.load(bundle).digest());
        return ExitCode.OK;
    }

    @Command(
            name = "catalogue",
            mixinStandardHelpOptions = true,
            showDefaultValues = true,
            description = {
                "Looks at the features behind the detectors' evidence: examples, histograms, neighbours, precision and recall, "
                        + "and whether the probes rest on them. Writes FEATURES.md, its plots and features.html.",
                "With --output it writes the bundle anew, with labels and figures in its catalogue: another digest, the same "
                        + "verdicts."
            })
    int catalogue(
            @Parameters(
                            paramLabel = "DIR",
                            description = "The bundle; by default the one that comes with Assay.",
                            arity = "0..1")
                    Path directory,
            @Option(
                            names = "--texts",
                            required = true,
                            arity = "1..*",
                            paramLabel = "FILE",
                            description = "Labelled files whose text may be passed on: examples come from them.")
                    List<Path> texts,
            @Option(
                            names = "--data",
                            arity = "1..*",
                            paramLabel = "FILE",
                            description = "Labelled files that only figures come from: precision, recall, effects.")
                    List<Path> data,
            @Option(
                            names = "--sample",
                            paramLabel = "N",
                            defaultValue = "200",
                            description = "Read at most so many records of each source and label of --data.")
                    int sample,
            @Option(names = "--seed", paramLabel = "N", defaultValue = "7", description = "Of samples.") long seed,
            @Option(
                            names = "--labels",
                            paramLabel = "FILE",
                            description =
                                    "Labels that people wrote: lines of dictionary, feature, confirmed or unconfirmed, "
                                            + "label and description, with tabs between them.")
                    @Nullable
                    Path labels,
            @Option(
                            names = "--report",
                            required = true,
                            paramLabel = "DIR",
                            description = "Where the pages are written.")
                    Path report,
            @Option(
                            names = "--output",
                            paramLabel = "DIR",
                            description = "Where the bundle is written anew; empty or missing.")
                    @Nullable
                    Path output)
            throws IOException {
        Bundle bundle = Bundle.load(Home.bundle(directory));
        FeatureLabels given = labels == null
                ? FeatureLabels.NONE
                : FeatureLabels.parse(
                        Files.readAllLines(labels), bundle.dictionary().digest());
        CatalogueOptions options = new CatalogueOptions(
                texts,
                data == null ? List.of() : data,
                new RecordSample(sample, seed),
                null,
                Runtime.getRuntime().availableProcessors(),
                seed);
        List<FeatureFacts> facts;
        try (ProgressLine progress = new ProgressLine(terminal)) {
            facts = new FeatureCataloguer(
                            bundle, options, (stage, done, total) -> progress.update(stage, done, total, ""))
                    .run(given);
        }
        new FeaturePage(bundle, facts, commandLine(options, labels != null))
                .write(report)
                .forEach(file -> terminal.out().println("wrote " + file));
        if (output != null) {
            Bundle written = FeatureCataloguer.write(bundle, facts, output);
            terminal.out().println("bundle " + written.digest() + " is in " + output);
        }
        return ExitCode.OK;
    }

    /** The command that repeats this, without the directories of this machine. */
    private static String commandLine(CatalogueOptions options, boolean labelled) {
        return "./assay bundle catalogue BUNDLE" + names(" --texts", options.texts())
                + (options.data().isEmpty()
                        ? ""
                        : names(" --data", options.data()) + " --sample "
                                + options.sample().perSource())
                + " --seed " + options.seed() + (labelled ? " --labels LABELS" : "") + " --report DIR";
    }

    private static String names(String option, List<Path> files) {
        return files.stream().map(Home::shortName).collect(Collectors.joining(" ", option + " ", ""));
    }
}
