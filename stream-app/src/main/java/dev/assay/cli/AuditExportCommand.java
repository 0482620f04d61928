package dev.assay.cli;

import dev.assay.audit.AuditKey;
import dev.assay.config.Config;
import dev.assay.config.Kind;
import dev.assay.config.Settings;
import dev.assay.evidence.Exporter;
import dev.assay.terminal.Figures;
import dev.assay.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the evidence pack of one alert. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the evidence pack of one alert: its conversation, tokens, activations, verdicts, bundle, reviewers' "
                    + "decisions and the checkpoints that cover it, with signed digests. It holds the text of the chat.",
            "Computes the alert again from the pack. Whoever has the pack can do the same: assay audit recompute."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:written, and the alert came out the same",
            "1:failed",
            "2:the command line is wrong",
            "3:written, but the alert did not come out the same"
        })
final class AuditExportCommand implements Callable<Integer> {

    private static final Kind<Duration> LOOK_BACK = Kind.duration("1m", "3650d");

    private final Terminal terminal;

    @Parameters(paramLabel = "ALERT_ID", description = "The id that the alert carries.")
    private String alert = "";

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Where to, a new directory; by default evidence-ALERT_ID.")
    private @Nullable Path output;

    @Option(
            names = "--look-back",
            paramLabel = "DURATION",
            description =
                    "How long before the alert its conversation is looked for, e.g. 48h; by default for as long as "
                            + "conversations are remembered.")
    private @Nullable String lookBack;

    @Option(names = "--without-bundle", description = "Leave the bundle out; it is named by its digest.")
    private boolean withoutBundle;

    @Option(
            names = "--former-key",
            paramLabel = "FILE",
            description = "The public key of checkpoints that were signed before the key was changed; may be repeated.")
    private final List<Path> formerKeys = new ArrayList<>();

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    AuditExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, CommandException {
        AuditKey key = AuditCheckpointCommand.key(options.load());
        Path directory = output == null ? Path.of("evidence-" + alert) : output;
        Exporter.Exported exported;
        try (LoadedBundle loaded = LoadedBundle.of(options)) {
            Config config = loaded.config();
            Exporter exporter = new Exporter(
                    config, loaded.bundle(), loaded.running(), key, AuditCheckpointCommand.publicKeys(formerKeys));
            exported = exporter.export(
                    alert,
                    lookBack(config),
                    withoutBundle ? null : config.get(Settings.BUNDLE),
                    directory,
                    Clock.systemUTC().instant());
        }
        terminal.out()
                .println("wrote " + directory + " with " + Figures.count(exported.turns(), "turn")
                        + " of chat text; the alert came out "
                        + (exported.differences().isEmpty() ? "the same" : "with another " + exported.differences()));
        if (!exported.covered()) {
            terminal.err()
                    .println(
                            "assay: no checkpoint covers the alert, so nothing proves that it was published so; run assay "
                                    + "audit checkpoint and export again");
        }
        return exported.differences().isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
    }

    private Duration lookBack(Config config) throws CommandException {
        if (lookBack == null) {
            return config.get(Settings.CONVERSATION_EXPIRY);
        }
        try {
            return LOOK_BACK.parser().apply(lookBack);
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    ExitCode.USAGE, "--look-back is '" + lookBack + "'; expected " + LOOK_BACK.expectation());
        }
    }
}
