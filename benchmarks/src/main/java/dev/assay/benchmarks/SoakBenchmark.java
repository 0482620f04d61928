package dev.assay.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The shipped service under a steady load for long: whether every turn has one outcome, nothing is rebalanced, memory and
 * lag stay what they are, and how long turns take. The load is a share of what the bare engine reads on the same machine.
 */
@Command(
        name = SoakBenchmark.NAME,
        mixinStandardHelpOptions = true,
        description = {
            "Runs the service under a steady load for long; fails if a turn is lost or repeated, partitions are given out "
                    + "anew, or memory grows."
        })
final class SoakBenchmark extends LoadBenchmark<SoakBenchmark.SteadyLoad> {

    static final String NAME = "soak";

    private static final double SECONDS_PER_MINUTE = 60;
    private static final double MOST_GROWTH = 0.05;
    private static final double SHORTEST_TO_JUDGE_MEMORY = 20; // minutes; before, caches still fill

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

    /** @param samples since it began */
    record SteadyLoad(LoadRun.Phase phase, List<LoadSample> samples) {}

    SoakBenchmark() {
        super(NAME);
    }

    @Override
    SteadyLoad load(LoadRun run, double perSecond) throws IOException, InterruptedException {
        System.out.printf("%.1f turns/s for %.1f minutes%n", perSecond, minutes);
        run.send(perSecond, warmUp * minutes * SECONDS_PER_MINUTE);
        LoadRun.Phase phase = run.send(perSecond, (1 - warmUp) * minutes * SECONDS_PER_MINUTE);
        run.drain();
        return new SteadyLoad(phase, run.samplesSince(phase));
    }

    @Override
    List<Figure> figures(LoadRun run, SteadyLoad load) {
        List<Figure> figures = new ArrayList<>(memory(load.samples()));
        figures.addAll(LoadFigures.latencies(run, load.phase(), ""));
        figures.addAll(work(run, load.phase(), load.samples()));
        return figures;
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

    @Override
    List<Figure> besideEngine(BareRate before, BareRate after, SteadyLoad load) {
        List<LoadSample> samples = load.samples();
        double seconds = (LoadFigures.last(samples).millis() - samples.get(0).millis()) / 1000.0;
        double tokens = LoadFigures.grown(samples, LoadSample::tokensRead) / seconds;
        return List.of(
                Figure.of("load", options().share() * before.turnsPerSecond(), "turns/s"),
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
