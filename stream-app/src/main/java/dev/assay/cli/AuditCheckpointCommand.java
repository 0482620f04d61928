package dev.assay.cli;

import dev.assay.audit.AuditKey;
import dev.assay.checkpoint.Checkpoint;
import dev.assay.checkpoint.Checkpointer;
import dev.assay.config.Config;
import dev.assay.config.Kind;
import dev.assay.config.Settings;
import dev.assay.terminal.Figures;
import dev.assay.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs what the alerts and dispositions topics hold. */
@Command(
        name = "checkpoint",
        mixinStandardHelpOptions = true,
        description = {
            "Signs what the alerts and dispositions topics hold since the last checkpoint, and writes that to "
                    + "assay.audit.topic, so that assay audit verify can tell whether anything was removed or altered.",
            "Needs the key that assay.audit.key names. Run it often, one at a time: docs/operations/audit.md says more."
        })
final class AuditCheckpointCommand implements Callable<Integer> {

    private static final Kind<Duration> EVERY = Kind.duration("1s", "1d");

    private final Terminal terminal;

    @Option(
            names = "--every",
            paramLabel = "DURATION",
            description = "Go on, and look again after so long, e.g. 1m; by default it looks once.")
    private @Nullable String every;

    @Option(
            names = "--former-key",
            paramLabel = "FILE",
            description = "The public key of checkpoints that were signed before the key was changed; may be repeated.")
    private final List<Path> formerKeys = new ArrayList<>();

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    AuditCheckpointCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CommandException {
        Config config = options.load();
        Duration pause = every();
        AuditKey key = key(config);
        try (Checkpointer checkpointer = new Checkpointer(
                config.kafkaClient(),
                config.get(Settings.AUDIT_TOPIC),
                AuditVerifyCommand.covered(config),
                key,
                publicKeys(formerKeys))) {
            tell(checkpointer.run(Clock.systemUTC().instant()));
            while (pause != null) {
                Thread.sleep(pause.toMillis());
                tell(checkpointer.run(Clock.systemUTC().instant()));
            }
        }
        return ExitCode.OK;
    }

    private void tell(List<Checkpoint> made) {
        long records = made.stream().mapToLong(one -> one.records().size()).sum();
        if (!made.isEmpty() || every == null) {
            terminal.out()
                    .println("signed " + Figures.count(records, "record") + " in "
                            + Figures.count(made.size(), "checkpoint"));
            terminal.out().flush();
        }
    }

    private @Nullable Duration every() throws CommandException {
        if (every == null) {
            return null;
        }
        try {
            return EVERY.parser().apply(every);
        } catch (IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, "--every is '" + every + "'; expected " + EVERY.expectation());
        }
    }

    static AuditKey key(Config config) throws IOException, CommandException {
        return AuditKey.load(config.optional(Settings.AUDIT_KEY)
                .orElseThrow(() -> new CommandException(
                        ExitCode.USAGE,
                        Settings.AUDIT_KEY.name() + " is not set; expected the file that assay audit keygen made")));
    }

    static Set<String> publicKeys(List<Path> files) throws IOException {
        Set<String> keys = new HashSet<>();
        for (Path file : files) {
            keys.add(AuditKey.publicKey(file));
        }
        return keys;
    }
}
