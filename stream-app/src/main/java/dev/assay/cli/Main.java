package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.terminal.Terminal;
import java.io.PrintWriter;
import picocli.CommandLine;

/** Entry point of the {@code assay} command. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        Logging.configure(args.length > 0 ? args[0] : "");
        Terminal terminal = Terminal.system(System.getenv(), System.getProperties());
        int exitCode = commandLine(terminal).execute(args);
        terminal.out().flush();
        System.exit(exitCode);
    }

    static CommandLine commandLine(Terminal terminal) {
        CommandLine commandLine = new CommandLine(new AssayCommand(), new CommandFactory(terminal));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler(new FailureReport(terminal));
        commandLine.setOut(new PrintWriter(terminal.out(), true, UTF_8));
        commandLine.setErr(new PrintWriter(terminal.err(), true, UTF_8));
        commandLine.setUsageHelpWidth(terminal.columns());
        return commandLine;
    }
}
