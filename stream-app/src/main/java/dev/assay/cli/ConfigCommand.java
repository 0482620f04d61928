package dev.assay.cli;

import dev.assay.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at a configuration. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Looks at the configuration of the service.")
final class ConfigCommand {

    private final Terminal terminal;

    ConfigCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Shows the configuration the service would run with, secrets hidden, or what is wrong in it.")
    int check(@Mixin ConfigOptions options) {
        terminal.out().print(options.load());
        return ExitCode.OK;
    }
}
