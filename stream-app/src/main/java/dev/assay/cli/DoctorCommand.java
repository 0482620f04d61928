package dev.assay.cli;

import dev.assay.bundle.Bundle;
import dev.assay.bundle.BundleException;
import dev.assay.config.Config;
import dev.assay.config.EngineSetting;
import dev.assay.config.Settings;
import dev.assay.engine.Djl;
import dev.assay.engine.EngineAvailability;
import dev.assay.metrics.Information;
import dev.assay.reader.ReaderModel;
import dev.assay.terminal.Ansi;
import dev.assay.terminal.Terminal;
import dev.assay.topology.BundleReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether Assay can work on this machine, and what is missing. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says which engines are available on this machine and why the others are not, and checks Java, "
                + "memory, the bundle and the reader model, with the settings that run would have. Exit code 1 if the service "
                + "could not start.")
final class DoctorCommand implements Callable<Integer> {

    private static final long MIN_HEAP_MEBIBYTES = 512;

    private final Terminal terminal;
    private final Ansi ansi;
    private boolean healthy = true;

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            description = "The bundle to check; by default the one that is configured, else Assay's own.")
    private @Nullable Path bundle;

    @Option(
            names = "--reader-dir",
            paramLabel = "DIR",
            description =
                    "Where the reader's files are; by default where it is configured, else those that come with Assay.")
    private @Nullable Path readerDirectory;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
        this.ansi = terminal.ansi();
    }

    @Override
    public Integer call() {
        Djl.offline();
        Config config = configured();
        report(true, "assay", Information.version());
        report(
                Runtime.version().feature() >= 17,
                "java",
                Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        report(true, "processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        long heap = Runtime.getRuntime().maxMemory() >> 20;
        report(heap >= MIN_HEAP_MEBIBYTES, "heap", heap + " MiB at most; set it with ASSAY_JAVA_OPTS=-Xmx...");
        checkEngines(config);
        checkBundle(
                config.get(Settings.BUNDLE),
                config.optional(Settings.READER_DIR).orElse(null));
        return healthy ? ExitCode.OK : ExitCode.FAILED;
    }

    private Config configured() {
        Map<String, String> given = new HashMap<>();
        if (bundle != null) {
            given.put(Settings.BUNDLE.name(), bundle.toString());
        }
        if (readerDirectory != null) {
            given.put(Settings.READER_DIR.name(), readerDirectory.toString());
        }
        return options.loadWith(given);
    }

    private void checkEngines(Config config) {
        EngineSetting wanted = config.get(Settings.ENGINE);
        boolean any = false;
        for (EngineAvailability engine : BundleReader.engines(config)) {
            any |= engine.available()
                    && (wanted == EngineSetting.AUTO || wanted.name().equalsIgnoreCase(engine.name()));
            note(engine.available(), "engine " + engine.name(), engine.detail());
        }
        note(true, "gpu settings", gpuSettings(config));
        if (!any) {
            String name = wanted.name().toLowerCase(Locale.ROOT);
            report(false, "assay.engine", name + ": it is not available, so nothing can run the reader");
        }
    }

    private static String gpuSettings(Config config) {
        String cache = config.get(Settings.GPU_CACHE);
        return "device " + config.get(Settings.GPU_DEVICE) + ", "
                + config.get(Settings.GPU_PRECISION).label() + ", at most " + config.get(Settings.GPU_BATCH_TOKENS)
                + " tokens in a batch, "
                + (cache.isEmpty()
                        ? "engines are built at every start"
                        : "built engines are kept in " + cache + state(Path.of(cache)));
    }

    private static String state(Path cache) {
        if (!Files.exists(cache)) {
            return ", which is made when it is needed";
        }
        return Files.isDirectory(cache) && Files.isWritable(cache) ? "" : ", where nothing can be written";
    }

    private void checkBundle(Path directory, @Nullable Path readers) {
        try {
            Bundle loaded = Bundle.load(directory);
            report(true, "bundle", directory + ", " + loaded.provenance().name() + ", digest " + loaded.digest());
            try (ReaderModel model = ReaderModel.load(loaded.reader(), readers)) {
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
