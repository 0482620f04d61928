package dev.assay.cli;

import dev.assay.access.AclCommands;
import dev.assay.access.Duty;
import dev.assay.config.Config;
import dev.assay.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a user of Kafka must be allowed. */
@Command(
        name = "acls",
        mixinStandardHelpOptions = true,
        description =
                "Prints the commands that allow a user of Kafka what a duty needs and no more, with the names that "
                        + "are configured. Changes nothing itself. docs/operations/acls.md lists the duties.")
final class AclsCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "DUTY", arity = "1..*", description = "One or more of ${COMPLETION-CANDIDATES}.")
    private final List<Duty> duties = new ArrayList<>();

    @Option(names = "--principal", required = true, paramLabel = "USER", description = "For example User:assay.")
    private String principal = "";

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    AclsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Config config = options.load();
        duties.forEach(duty -> AclCommands.of(duty, config, principal).forEach(terminal.out()::println));
        return ExitCode.OK;
    }
}
