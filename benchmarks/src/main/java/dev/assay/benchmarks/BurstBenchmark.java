package dev.assay.benchmarks;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.demo.MonitorTopics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The shipped service under a sustained load, then under a multiple of it, then under the sustained one again, until as few
 * turns wait as before: whether every turn has one outcome, nothing is rebalanced, the work taken on stays bounded, and how
 * fast it catches up beside the bare engine.
 */
@Command(
        name = BurstBenchmark.NAME,
        mixinStandardHelpOptions = true,
        description = {
            "Runs the service under a burst of load; fails if a turn is lost or repeated, partitions are given out anew, or "
                    + "memory follows what waits."
        })
final class BurstBenchmark extends LoadBenchmark<BurstBenchmark.Phases> {

    static final String NAME = "burst";

    private static final double MOST_GROWTH =
            100; // MiB; all that waits, read at once, would take several times as much
    private static final double SHORTEST_TO_JUDGE_MEMORY = 30; // seconds; before, caches still fill

    @Option(
            names = "--steady",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "Under the sustained load to warm up, then before and after the burst (default: ${DEFAULT-VALUE}).")
    private double steady;

    @Option(
            names = "--burst",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "Under the burst (default: ${DEFAULT-VALUE}).")
    private double burst;

    @Option(
            names = "--times",
            paramLabel = "N",
            defaultValue = "20",
            description = "The burst's rate, in sustained rates (default: ${DEFAULT-VALUE}).")
    private double times;

    /**
     * @param judged turns from the beginning of the burst until as few waited as before
     * @param backlog turns that waited when the burst was over
     */
    record Phases(
            LoadRun.Phase before,
            LoadRun.Phase burst,
            LoadRun.Phase catchingUp,
            LoadRun.Phase after,
            int judged,
            int backlog) {}

    BurstBenchmark() {
        super(NAME);
    }

    @Override
    Phases load(LoadRun run, double perSecond) throws IOException, InterruptedException {
        TurnLedger ledger = run.ledger();
        System.out.printf("%.1f turns/s, then %.1f%n", perSecond, perSecond * times);
        run.send(perSecond, steady); // warms up
        LoadRun.Phase before = run.send(perSecond, steady);
        int judged = ledger.answered();
        LoadRun.Phase high = run.send(perSecond * times, burst);
        int backlog = ledger.waiting();
        System.out.printf("after the burst %,d turns wait; before, at most %,d%n", backlog, before.mostWaiting());
        LoadRun.Phase catchingUp = run.sendWhile(perSecond, () -> ledger.waiting() > before.mostWaiting());
        int judgedSince = ledger.answered() - judged;
        LoadRun.Phase after = run.send(perSecond, steady);
        run.drain();
        return new Phases(before, high, catchingUp, after, judgedSince, backlog);
    }

    @Override
    List<Figure> figures(LoadRun run, Phases phases) {
        List<Figure> figures = new ArrayList<>(bounds(run, phases));
        figures.addAll(LoadFigures.latencies(run, phases.before(), " before"));
        figures.addAll(LoadFigures.latencies(run, phases.burst(), " of the burst"));
        figures.addAll(LoadFigures.latencies(run, phases.catchingUp(), " while catching up"));
        figures.addAll(LoadFigures.latencies(run, phases.after(), " after"));
        return figures;
    }

    private List<Figure> bounds(LoadRun run, Phases phases) {
        List<LoadSample> loaded = run.samplesSince(phases.burst());
        List<LoadSample> usual = run.samples().stream()
                .filter(sample -> !loaded.contains(sample))
                .toList();
        double mayBeAtReader = (double) MonitorTopics.INPUT_PARTITIONS
                * Config.of(options().settings()).get(Settings.MAX_IN_FLIGHT);
        return List.of(
                Figure.of("most turns at the reader", LoadFigures.most(loaded, LoadSample::inFlight), "turns")
                        .expected(new Target.AtMost(mayBeAtReader)),
                growth(
                        "heap after a collection, most since the burst began - most before",
                        loaded,
                        usual,
                        LoadSample::heap),
                growth("resident memory, the same difference", loaded, usual, LoadSample::resident),
                Figure.of(
                        "resident memory, most since the burst began",
                        LoadFigures.most(loaded, LoadSample::resident),
                        "MiB"),
                Figure.of("back-pressure", LoadFigures.grown(run.samples(), LoadSample::backPressure), "s"),
                Figure.of("longest pause between two outcomes", run.ledger().longestPause(), "s"));
    }

    private Figure growth(
            String name, List<LoadSample> loaded, List<LoadSample> usual, ToDoubleFunction<LoadSample> of) {
        Figure growth = Figure.of(name, LoadFigures.most(loaded, of) - LoadFigures.most(usual, of), "MiB");
        return steady < SHORTEST_TO_JUDGE_MEMORY ? growth : growth.expected(new Target.AtMost(MOST_GROWTH));
    }

    @Override
    List<Figure> besideEngine(BareRate before, BareRate after, Phases phases) {
        BareRate bare = before.mean(after);
        double seconds = phases.burst().seconds() + phases.catchingUp().seconds();
        return List.of(
                Figure.of("sustained rate", options().share() * before.turnsPerSecond(), "turns/s"),
                Figure.of("bare engine before", before.turnsPerSecond(), "turns/s"),
                Figure.of("bare engine after", after.turnsPerSecond(), "turns/s"),
                Figure.of("most turns waiting before the burst", phases.before().mostWaiting(), "turns"),
                Figure.of("turns waiting after the burst", phases.backlog(), "turns"),
                Figure.of("the bare engine would need for them", phases.backlog() / bare.turnsPerSecond(), "s"),
                Figure.of("until as few wait as before", phases.catchingUp().seconds(), "s"),
                Figure.ratio(
                        "time for all turns judged since the burst began / bare engine's",
                        seconds * bare.turnsPerSecond() / phases.judged()));
    }
}
