package dev.assay.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The shipped service under a steady load for long: whether every turn has one outcome, nothing is rebalanced, memory and
 * lag stay what they are, and how long turns take. The load is a share of what the bare engine reads on the same machine.
 */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the service under a steady load for long; fails if a turn is lost or repeated, partitions are given out "
                    + "anew, or memory grows."
        })
final class SoakBenchmark implements Callable<Integer> {

    private static final double SECONDS_PER_MINUTE = 60;
    private static final double MOST_GROWTH = 0.05;
    private static final double SHORTEST_TO_JUDGE_MEMORY = 20; // minutes; before, caches still fill

    @Mixin
    private LoadOptions options = new LoadOptions();

    @Parameters(
            paramLabel = "MINUTES",
            arity = "0..1",
            defaultValue = "60",
            description = "How long (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--warm-up",
            paramLabel = "SHARE",
            defaultValue = "0.15",
            description = "Share of the time, at its beginning, in which memory and latency do not count"
                    + " (default: ${DEFAULT-VALUE}).")
    private double warmUp;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Machine machine = Machine.now();
        try (TemporaryDirectory scratch = TemporaryDirectory.create()) {
            Path bundle = options.bundle(scratch.path());
            BareRate before = BareRate.measure(bundle, options.bareWorkload());
            double perSecond = options.share() * before.turnsPerSecond();
            List<Figure> figures = new ArrayList<>();
            List<LoadSample> samples;
            try (LoadedSystem system = LoadedSystem.start(scratch.path(), bundle, options.settings());
                    LoadRun run = new LoadRun(system, options.conversations(), options.sampleSeconds())) {
                System.out.printf("%.1f turns/s for %.1f minutes%n", perSecond, minutes);
                run.send(perSecond, warmUp * minutes * SECONDS_PER_MINUTE);
                LoadRun.Phase phase = run.send(perSecond, (1 - warmUp) * minutes * SECONDS_PER_MINUTE);
                run.drain();
                samples = run.samplesSince(phase);
                figures.addAll(LoadFigures.invariants(run, system.service()));
                figures.addAll(memory(samples));
                figures.addAll(LoadFigures.latencies(run, phase, ""));
                figures.addAll(work(run, phase, samples));
            }
            figures.addAll(load(before, BareRate.measure(bundle, options.bareWorkload()), perSecond, samples));
            Report report = new Report("soak", machine, figures);
            report.print(System.out);
            return report.status();
        }
    }

    private List<Figure> memory(List<LoadSample> samples) {
        return List.of(
                growth("growth of the heap, second half / first", samples, LoadSample::heap),
                growth("growth of resident memory, the same", samples, LoadSample::resident),
                Figure.of(
                        "heap after a collection, at the end",
                        LoadFigures.last(samples).heap(),
                        "MiB"),
                Figure.of(
                        "resident memory at the end", LoadFigures.last(samples).resident(), "MiB"),
                Figure.of(
                        "most resident memory",
                        LoadFigures.last(samples).memory().peakResident(),
                        "MiB"),
                Figure.of("state on disk, at the beginning", samples.get(0).stored(), "MiB"),
                Figure.of("state on disk, at the end", LoadFigures.last(samples).stored(), "MiB"));
    }

    private Figure growth(String name, List<LoadSample> samples, ToDoubleFunction<LoadSample> of) {
        Figure growth = Figure.ratio(name, Statistics.growth(LoadFigures.values(samples, of)));
        return minutes < SHORTEST_TO_JUDGE_MEMORY ? growth : growth.expected(new Target.AtMost(1 + MOST_GROWTH));
    }

    private static List<Figure> work(LoadRun run, LoadRun.Phase phase, List<LoadSample> samples) {
        return List.of(
                Figure.of("most turns waiting", phase.mostWaiting(), "turns"),
                Figure.ratio(
                        "turns waiting, second half / first",
                        Statistics.growth(LoadFigures.values(samples, LoadSample::waiting))),
                Figure.of(
                        "most records not taken from the input",
                        LoadFigures.most(samples, LoadSample::inputLag),
                        "records"),
                Figure.of("longest pause between two outcomes", run.ledger().longestPause(), "s"),
                Figure.of("back-pressure", LoadFigures.grown(samples, LoadSample::backPressure), "s"));
    }

    private static List<Figure> load(BareRate before, BareRate after, double perSecond, List<LoadSample> samples) {
        double seconds = (LoadFigures.last(samples).millis() - samples.get(0).millis()) / 1000.0;
        double tokens = LoadFigures.grown(samples, LoadSample::tokensRead) / seconds;
        return List.of(
                Figure.of("load", perSecond, "turns/s"),
                Figure.ratio(
                        "load / bare engine, in tokens a second",
                        tokens / before.mean(after).tokensPerSecond()),
                Figure.of("bare engine before", before.tokensPerSecond(), "tokens/s"),
                Figure.of("bare engine after", after.tokensPerSecond(), "tokens/s"),
                Figure.of("tokens read", tokens, "tokens/s"),
                Figure.of(
                        "processors the service had",
                        LoadFigures.grown(samples, LoadSample::cpuSeconds) / seconds,
                        "cores"));
    }
}
