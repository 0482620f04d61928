package dev.assay.cli;

import dev.assay.config.Kind;
import dev.assay.config.Settings;
import dev.assay.replay.Position;
import dev.assay.replay.Replay;
import dev.assay.replay.ReplayListener;
import dev.assay.replay.ReplayOptions;
import dev.assay.replay.ReplayReport;
import dev.assay.replay.ReportFiles;
import dev.assay.terminal.Figures;
import dev.assay.terminal.ProgressLine;
import dev.assay.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges a range of the input topic again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Judges a range of the input topic again, in an application id and topics of its own, and compares the alerts "
                    + "with those that were raised: identical, changed, missing, new.",
            "A run that was ended goes on where it was when it is started again with the same id; several instances "
                    + "share its work. docs/operations/replay.md says more."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every alert came out the same", "1:failed", "2:the command line is wrong", "3:alerts differ"
        })
final class ReplayCommand implements Callable<Integer> {

    private static final Kind<Duration> WARM_UP = Kind.duration("0ms", "3650d");

    private final Terminal terminal;

    @Option(names = "--id", required = true, paramLabel = "RUN", description = "Names the run.")
    private String run = "";

    @Option(
            names = "--from",
            paramLabel = "PLACE",
            description = "Where the range begins: a record time (2026-11-17T00:00:00Z), an offset for each partition "
                    + "(0:1200,1:998), or earliest. Not needed for a run that was begun.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "PLACE",
            description =
                    "Where it ends, exclusive: a record time, offsets, or latest. Not needed for a run that was begun.")
    private @Nullable String to;

    @Option(
            names = "--bundle",
            paramLabel = "DIR",
            description = "The bundle to judge with, instead of the one configured.")
    private @Nullable Path bundle;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Where the report and the manifest are written; by default replay-RUN.")
    private @Nullable Path report;

    @Option(
            names = "--warm-up",
            paramLabel = "DURATION",
            description =
                    "How long before the range conversations are read to know them, e.g. 24h; by default for as long as "
                            + "they are remembered.")
    private @Nullable String warmUp;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Most input records a second of this instance, on average; by default as many as it can.")
    private double rate;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description =
                    "Serves the run's metrics on this port, 0 for any free one; host and access are those of "
                            + "assay.http. When the run is done it waits until they are fetched once more, two minutes at most.")
    private @Nullable Integer metricsPort;

    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CommandException {
        ReplayOptions asked = new ReplayOptions(run, position(from), position(to), warmUp(), rate);
        Map<String, String> needed = bundle == null ? Map.of() : Map.of(Settings.BUNDLE.name(), bundle.toString());
        try (LoadedBundle loaded = LoadedBundle.of(options, needed)) {
            return metricsPort == null
                    ? write(judge(loaded, asked, UnaryOperator.identity()))
                    : measure(loaded, asked, metricsPort);
        }
    }

    private int measure(LoadedBundle loaded, ReplayOptions asked, int port) throws IOException, InterruptedException {
        try (ReplayMeasurement measurement = new ReplayMeasurement(
                loaded.config(), port, run, loaded.bundle().digest())) {
            terminal.err().println("Metrics are served at " + measurement.address() + ".");
            ReplayReport result = judge(loaded, asked, measurement::before);
            int exitCode = write(result);
            measurement.finished(result);
            if (!measurement.awaitFetch()) {
                terminal.err().println("Nobody has fetched the metrics of the result; the report has it all.");
            }
            return exitCode;
        }
    }

    private ReplayReport judge(LoadedBundle loaded, ReplayOptions asked, UnaryOperator<ReplayListener> measured)
            throws IOException, InterruptedException {
        try (ProgressLine progress = new ProgressLine(terminal)) {
            return new Replay(loaded.config(), asked, measured.apply(new Estimate(progress)))
                    .run(loaded.bundle(), loaded.running());
        }
    }

    /** @return the exit code */
    private int write(ReplayReport result) throws IOException {
        Path directory = report == null ? Path.of("replay-" + run) : report;
        Path page = ReportFiles.write(result, directory).get(0);
        terminal.out().println(result.verdict());
        if (!result.comparison().isIdentical()) {
            terminal.out().println(result.consequence());
        }
        terminal.out()
                .println("The report is " + page + "; the manifest is "
                        + result.manifest().signedBy() + ".");
        return result.comparison().isIdentical() ? ExitCode.OK : ExitCode.DIFFERENT;
    }

    private static @Nullable Position position(@Nullable String text) {
        return text == null ? null : Position.parse(text);
    }

    private @Nullable Duration warmUp() throws CommandException {
        if (warmUp == null) {
            return null;
        }
        try {
            return WARM_UP.parser().apply(warmUp);
        } catch (IllegalArgumentException e) {
            throw new CommandException(
                    ExitCode.USAGE, "--warm-up is '" + warmUp + "'; expected " + WARM_UP.expectation());
        }
    }

    /** Draws progress, with the time left at the speed so far. */
    private static final class Estimate implements ReplayListener {

        private static final double NANOS_PER_SECOND = 1e9;

        private final ProgressLine line;
        private long startNanos;
        private long startDone = -1;

        Estimate(ProgressLine line) {
            this.line = line;
        }

        @Override
        public void progressed(long done, long total) {
            if (startDone < 0) {
                startDone = done; // a run that goes on has done some
                startNanos = System.nanoTime();
            }
            double seconds = (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
            double perSecond = seconds > 0 ? (done - startDone) / seconds : 0;
            String left = perSecond > 0 ? ", about " + Figures.seconds((total - done) / perSecond) + " left" : "";
            line.update(
                    "replaying",
                    done,
                    total,
                    Figures.rate(done - startDone, seconds, "records") + (done < total ? left : ""));
        }
    }
}
