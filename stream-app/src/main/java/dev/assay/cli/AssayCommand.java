package dev.assay.cli;

import dev.assay.metrics.Information;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code assay} command itself: it has only subcommands. */
@Command(
        name = "assay",
        mixinStandardHelpOptions = true,
        versionProvider = AssayCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "Re-reads chats with an open-weights model and raises alerts with evidence.",
        description = {
            "",
            "Start with @|bold assay demo|@: it needs nothing but this checkout, and shows alerts within a minute.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed; one sentence on the error stream says why",
            "2:the command line or the configuration is wrong",
            "3:the demo counted fewer outcomes than turns sent, or a replay came to other alerts"
        },
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            AlertsCommand.class,
            ScoreCommand.class,
            EvaluateCommand.class,
            BacktestCommand.class,
            ReplayCommand.class,
            AuditCommand.class,
            EraseCommand.class,
            TrainCommand.class,
            DictionaryCommand.class,
            BundleCommand.class,
            ConfigCommand.class,
            AclsCommand.class,
            DoctorCommand.class,
            DocsCommand.class,
            CommandLine.HelpCommand.class
        })
final class AssayCommand {

    /** {@code assay --version}. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"Assay " + Information.version(), "Java " + Runtime.version()};
        }
    }
}
