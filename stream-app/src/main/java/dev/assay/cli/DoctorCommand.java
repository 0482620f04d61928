package dev.assay.cli;

import dev.assay.bundle.Bundle;
import dev.assay.bundle.BundleException;
import dev.assay.engine.Djl;
import dev.assay.engine.EngineAvailability;
import dev.assay.engine.Engines;
import dev.assay.metrics.Information;
import dev.assay.reader.ReaderModel;
import dev.assay.terminal.Ansi;
import dev.assay.terminal.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says whether Assay can work on this machine, and what is missing. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says which engines are available on this machine and why the others are not, and checks Java, "
                + "memory, the bundle and the reader model. Exit code 1 if the service could not start.")
final class DoctorCommand implements Callable<Integer> {

    private static final long MIN_HEAP_MEBIBYTES = 512;

    private final Terminal terminal;
    private final Ansi ansi;
    private boolean healthy = true;

    @Option(names = "--bundle", paramLabel = "DIR", description = "The bundle to check; by default Assay's own.")
    private @Nullable Path bundle;

    @Option(
            names = "--reader-dir",
            paramLabel = "DIR",
            description = "Where the reader's files are; by default they are those that come with Assay.")
    private @Nullable Path readerDirectory;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
        this.ansi = terminal.ansi();
    }

    @Override
    public Integer call() {
        Djl.offline();
        report(true, "assay", Information.version());
        report(
                Runtime.version().feature() >= 17,
                "java",
                Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        report(true, "processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        report(heap >= MIN_HEAP_MEBIBYTES, "heap", heap + " MiB at most; set it with ASSAY_JAVA_OPTS=-Xmx...");
        boolean anyEngine = false;
        for (EngineAvailability engine : Engines.probe()) {
            anyEngine |= engine.available();
            note(engine.available(), "engine " + engine.name(), engine.detail());
        }
        if (!anyEngine) {
            report(false, "engines", "none is available: nothing can run the reader");
        }
        checkBundle();
        return healthy ? ExitCode.OK : ExitCode.FAILED;
    }

    private void checkBundle() {
        Path directory = Home.bundle(bundle);
        try {
            Bundle loaded = Bundle.load(directory);
            report(true, "bundle", directory + ", " + loaded.provenance().name() + ", digest " + loaded.digest());
            try (ReaderModel model = ReaderModel.load(loaded.reader(), readerDirectory)) {
                loaded.requireLayers(model.layers());
                report(true, "reader", model.spec().name() + ", " + model.layers() + " layers, verified");
            }
        } catch (BundleException e) {
            report(false, "bundle", directory + ": " + e.getMessage());
        } catch (IllegalArgumentException e) {
            report(false, "reader", String.valueOf(e.getMessage()));
        }
    }

    private void report(boolean good, String what, String detail) {
        healthy &= good;
        note(good, what, detail);
    }

    private void note(boolean good, String what, String detail) {
        terminal.out().printf("%-4s  %-20s  %s%n", good ? "ok" : ansi.bold("no"), what, detail);
    }
}
