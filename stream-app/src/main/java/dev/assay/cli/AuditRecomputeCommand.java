package dev.assay.cli;

import dev.assay.audit.AuditKey;
import dev.assay.bundle.Bundle;
import dev.assay.config.Config;
import dev.assay.engine.Djl;
import dev.assay.evidence.PackCheck;
import dev.assay.reader.BatchListener;
import dev.assay.schemas.Alert;
import dev.assay.terminal.Terminal;
import dev.assay.topology.BundleReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks an evidence pack and computes its alert again. */
@Command(
        name = "recompute",
        mixinStandardHelpOptions = true,
        description = {
            "Checks every file of an evidence pack and computes its alert again, without Kafka: the score must come out as it "
                    + "was published."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the pack is as it was signed and the alert came out the same",
            "1:failed; a file of the pack that was altered is named",
            "2:the command line is wrong",
            "3:the alert did not come out the same"
        })
final class AuditRecomputeCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "PACK", description = "What assay audit export wrote.")
    private Path pack = Path.of("");

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "The public key of whoever signed the pack, FILE.pub.")
    private Path key = Path.of("");

    @Option(
            names = "--former-key",
            paramLabel = "FILE",
            description = "The public key of checkpoints that were signed before the key was changed; may be repeated.")
    private final List<Path> formerKeys = new ArrayList<>();

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            description = "The alert's bundle, if it is not in the pack or you do not trust that one.")
    private @Nullable Path bundle;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    AuditRecomputeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, CommandException {
        String signer = AuditKey.publicKey(key);
        Set<String> trusted = new HashSet<>(AuditCheckpointCommand.publicKeys(formerKeys));
        trusted.add(signer);
        PackCheck check = PackCheck.of(pack, signer, trusted);
        Alert alert = check.alert();
        terminal.out().println(pack + " is as it was signed");
        terminal.out()
                .println(
                        check.isCovered()
                                ? "a checkpoint proves that alert " + alert.alertId() + " was published so"
                                : "no checkpoint covers alert " + alert.alertId()
                                        + ": nothing proves that it was published so");
        PackCheck.Recomputed again = recompute(check);
        boolean same = again.differences().isEmpty();
        terminal.out()
                .println("computed on " + again.engine() + ": score " + again.score() + ", published " + alert.score()
                        + " on " + alert.engine());
        terminal.out()
                .println((same
                                ? "the alert came out the same"
                                : "the alert did not come out the same: " + String.join(", ", again.differences())
                                        + " differ")
                        + (again.sameLines() ? "; so did every verdict of the conversation, byte for byte" : ""));
        return same ? ExitCode.OK : ExitCode.DIFFERENT;
    }

    private PackCheck.Recomputed recompute(PackCheck check) throws IOException, CommandException {
        Djl.offline();
        Config config = check.applyTo(options.load());
        Path directory = bundle == null
                ? check.bundle()
                        .orElseThrow(() -> new CommandException(
                                ExitCode.USAGE,
                                "the pack has no bundle; expected --bundle with the one of digest "
                                        + check.alert().bundle()))
                : bundle;
        Bundle loaded = Bundle.load(directory);
        try (BundleReader reader = BundleReader.open(config, loaded, BatchListener.NONE)) {
            return check.recompute(config, loaded, reader);
        }
    }
}
