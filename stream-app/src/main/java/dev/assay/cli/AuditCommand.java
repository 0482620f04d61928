package dev.assay.cli;

import dev.assay.audit.AuditKey;
import dev.assay.replay.SignedManifest;
import dev.assay.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What an auditor needs besides a replay. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AuditCheckpointCommand.class,
            AuditVerifyCommand.class,
            AuditExportCommand.class,
            AuditRecomputeCommand.class
        },
        description =
                "Proves what Assay has published: signed checkpoints of its alerts and of reviewers' dispositions, and "
                        + "signed manifests of replays.")
final class AuditCommand {

    private final Terminal terminal;

    AuditCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "keygen",
            mixinStandardHelpOptions = true,
            description =
                    "Makes an Ed25519 key: FILE, which the setting assay.audit.key names and nobody else may read, and "
                            + "FILE.pub, which whoever verifies needs.")
    int keygen(@Parameters(paramLabel = "FILE", description = "Must not exist.") Path file) throws IOException {
        if (Files.exists(file)) {
            throw new IOException(
                    file + " exists; expected a new file: what an overwritten key signed could not be checked");
        }
        AuditKey key = AuditKey.generate(file);
        terminal.out()
                .println("wrote " + file + " and " + AuditKey.publicFile(file) + "; public key " + key.publicKey());
        return ExitCode.OK;
    }

    @Command(
            name = "manifest",
            mixinStandardHelpOptions = true,
            description = "Fails if the manifest of a replay was changed, or was not signed with the given key.")
    int manifest(
            @Parameters(paramLabel = "MANIFEST", description = "manifest.json of a report.") Path file,
            @Option(names = "--key", required = true, paramLabel = "FILE", description = "The public key, FILE.pub.")
                    Path key)
            throws IOException {
        SignedManifest.read(file.toString(), Files.readAllBytes(file))
                .requireSignedBy(file.toString(), AuditKey.publicKey(key));
        terminal.out().println(file + " is as it was signed with the key in " + key);
        return ExitCode.OK;
    }
}
