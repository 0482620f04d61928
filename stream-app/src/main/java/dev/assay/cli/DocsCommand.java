package dev.assay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.access.GrantsPage;
import dev.assay.config.SettingsPage;
import dev.assay.metrics.MetersPage;
import dev.assay.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes the pages of {@code docs/} that are generated from tables in the code. For developers. */
@Command(name = "docs", hidden = true, mixinStandardHelpOptions = true, description = "Writes the generated pages.")
final class DocsCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", description = "Where to, usually docs.")
    private Path directory = Path.of("docs");

    DocsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Map<String, String> pages = Map.of(
                "metrics.md", MetersPage.markdown(),
                "configuration.md", SettingsPage.markdown(),
                "operations/acls.md", GrantsPage.markdown());
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Path file = directory.resolve(page.getKey());
            Files.writeString(file, page.getValue(), UTF_8);
            terminal.out().println("wrote " + file);
        }
        return ExitCode.OK;
    }
}
