package dev.assay.cli;

import dev.assay.bundle.Bundle;
import dev.assay.bundle.BundleReport;
import dev.assay.terminal.Terminal;
import java.nio.file.Path;
import picocli.CommandLine.Command;
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
}
