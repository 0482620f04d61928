package dev.assay.cli;

import dev.assay.engine.Djl;
import dev.assay.graph.HookPoint;
import dev.assay.reader.DefaultReader;
import dev.assay.terminal.ProgressLine;
import dev.assay.terminal.Terminal;
import dev.assay.training.ComparisonOptions;
import dev.assay.training.ComparisonPage;
import dev.assay.training.DictionaryComparison;
import dev.assay.training.TrainingOptions.Choices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Works on dictionaries alone. */
@Command(
        name = "dictionary",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Works on dictionaries alone, on what a training harvested.")
final class DictionaryCommand {

    private final Terminal terminal;

    DictionaryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "compare",
            mixinStandardHelpOptions = true,
            showDefaultValues = true,
            description = {
                "Trains dictionaries of several sizes and of three kinds (BatchTopK, TopK, ReLU + L1) on the tokens of one "
                        + "harvest, and writes dictionary.md, dictionary.html and plots: explained variance, L0, dead "
                        + "features, and the loss recovered when the reconstruction is spliced into the reader.",
                "A run that was ended goes on where it was. Takes an hour on two CPUs for the default sizes."
            })
    int compare(
            @Option(
                            names = "--harvest",
                            required = true,
                            paramLabel = "DIR",
                            description = "The directory harvest-... in the work directory of a training.")
                    Path harvest,
            @Option(
                            names = "--texts",
                            required = true,
                            arity = "1..*",
                            paramLabel = "FILE",
                            description =
                                    "Labelled files that are not in the harvest; the reconstruction is spliced into "
                                            + "the last turn of each record.")
                    List<Path> texts,
            @Option(
                            names = "--sizes",
                            split = ",",
                            paramLabel = "N",
                            defaultValue = "1024,2048,4096,8192",
                            description = "Features.")
                    List<Integer> sizes,
            @Option(
                            names = "--active",
                            paramLabel = "N",
                            defaultValue = "32",
                            description = "Active features a token, on average.")
                    int active,
            @Option(
                            names = "--layer",
                            paramLabel = "N",
                            defaultValue = "6",
                            description = "The layer whose residuals were harvested, counted from 0.")
                    int layer,
            @Option(
                            names = "--tokens",
                            paramLabel = "N",
                            defaultValue = "1500000",
                            description = "Tokens each dictionary is trained on.")
                    long tokens,
            @Option(
                            names = "--work",
                            paramLabel = "DIR",
                            defaultValue = "compare-work",
                            description = "Keeps unfinished trainings; may be deleted afterwards.")
                    Path work,
            @Option(names = "--report", required = true, paramLabel = "DIR", description = "Where the page is written.")
                    Path report)
            throws IOException {
        Djl.offline();
        ComparisonOptions options = new ComparisonOptions(
                harvest,
                new HookPoint(layer),
                DefaultReader.SPEC,
                null,
                sizes,
                active,
                tokens,
                Choices.DEFAULT.seed(),
                texts,
                work);
        try (ProgressLine progress = new ProgressLine(terminal)) {
            DictionaryComparison.Result result = new DictionaryComparison(
                            options, (stage, done, total) -> progress.update(stage, done, total, ""))
                    .run();
            ComparisonPage.write(options, result, commandLine(options), report)
                    .forEach(file -> terminal.out().println("wrote " + file));
        }
        return ExitCode.OK;
    }

    /** The command that repeats this, without the directories of this machine. */
    private static String commandLine(ComparisonOptions options) {
        return "./assay dictionary compare --harvest HARVEST --layer "
                + options.hook().layer() + " --active " + options.active() + " --tokens " + options.tokens()
                + " --sizes "
                + options.sizes().stream().map(String::valueOf).collect(Collectors.joining(","))
                + " --texts "
                + options.texts().stream().map(Home::shortName).collect(Collectors.joining(" "))
                + " --report docs";
    }
}
