package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.checkpoint.AuditReport;
import dev.assay.checkpoint.Coverage;
import dev.assay.checkpoint.Finding;
import dev.assay.checkpoint.KnownHeads;
import dev.assay.checkpoint.ReportJson;
import dev.assay.checkpoint.Verification;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.terminal.Figures;
import dev.assay.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds the alerts and dispositions topics against their checkpoints. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Fails if the alerts or dispositions topic does not hold any more what the checkpoints in assay.audit.topic say "
                    + "it held, and names partition and offsets. Shows no text of any record.",
            "Joins no consumer group and changes nothing. The exit code is that of the gravest finding."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything that is covered is as it was; retention may have deleted the oldest",
            "1:failed",
            "2:the command line is wrong",
            "10:removed",
            "11:altered",
            "12:inserted",
            "13:reordered",
            "14:truncated",
            "15:forged checkpoint",
            "16:contradicting checkpoints",
            "17:gap between checkpoints, or no checkpoint",
            "18:topic created anew, or records at other offsets"
        })
final class AuditVerifyCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description =
                    "The public key of whoever signs checkpoints, FILE.pub; repeat it for each that has signed any.")
    private final List<Path> keys = new ArrayList<>();

    @Option(
            names = "--remember",
            paramLabel = "FILE",
            description =
                    "Where the last checkpoints seen are kept, so that it is noticed if they are gone the next time. "
                            + "Written only if nothing is wrong.")
    private @Nullable Path remembered;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    AuditVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The topics that checkpoints cover. */
    static List<String> covered(Config config) {
        return List.of(config.get(Settings.ALERTS_TOPIC), config.get(Settings.DISPOSITIONS_TOPIC));
    }

    @Override
    public Integer call() throws IOException {
        Config config = options.load();
        Verification verification = new Verification(
                config.kafkaClient(),
                config.get(Settings.AUDIT_TOPIC),
                covered(config),
                AuditCheckpointCommand.publicKeys(keys));
        KnownHeads known = remembered == null ? KnownHeads.NONE : KnownHeads.read(remembered);
        AuditReport report = verification.run(known, Clock.systemUTC().instant());
        if (json) {
            terminal.out().print(new String(ReportJson.write(report), UTF_8));
        } else {
            report.coverage().forEach(one -> terminal.out().println(line(one)));
            report.findings().forEach(one -> terminal.out().println(line(one)));
            terminal.out().println(report.verdict());
        }
        if (remembered != null && report.isIntact()) {
            report.heads().write(remembered);
        }
        return report.exitCode();
    }

    private static String line(Coverage one) {
        return one.partition() + ": " + Figures.count(one.covered(), "record") + " in "
                + Figures.count(one.checkpoints(), "checkpoint") + ", offsets " + one.from() + " to before " + one.to()
                + ", the last of " + one.lastMade()
                + (one.expired() > 0 ? "; " + Figures.count(one.expired()) + " deleted by retention" : "")
                + (one.uncovered() > 0 ? "; " + Figures.count(one.uncovered()) + " since, not covered yet" : "");
    }

    private static String line(Finding one) {
        return one.kind().word().toUpperCase(Locale.ROOT) + " " + one.place() + ": " + one.detail();
    }
}
