package dev.assay.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/**
 * The shipped service under a load that is a share of what the bare engine reads on the same machine. The engine is measured
 * before and after.
 *
 * @param <P> what is known of the phases of the load
 */
abstract class LoadBenchmark<P> implements Callable<Integer> {

    private final String name;

    @Mixin
    private LoadOptions options = new LoadOptions();

    LoadBenchmark(String name) {
        this.name = name;
    }

    final LoadOptions options() {
        return options;
    }

    /** Sends turns until all phases are over, and waits for what came of them. */
    abstract P load(LoadRun run, double perSecond) throws IOException, InterruptedException;

    /** Figures of the service, besides those that every load has. */
    abstract List<Figure> figures(LoadRun run, P phases);

    /** Figures that need the bare engine. */
    abstract List<Figure> besideEngine(BareRate before, BareRate after, P phases);

    @Override
    public final Integer call() throws IOException, InterruptedException {
        Machine machine = Machine.now();
        try (TemporaryDirectory scratch = TemporaryDirectory.create()) {
            Path bundle = options.bundle(scratch.path());
            BareRate before = BareRate.measure(bundle, options.bareWorkload());
            List<Figure> figures = new ArrayList<>();
            P phases;
            try (LoadedSystem system = LoadedSystem.start(scratch.path(), bundle, options.settings());
                    LoadRun run = new LoadRun(system, options.conversations(), options.sampleSeconds())) {
                phases = load(run, options.share() * before.turnsPerSecond());
                figures.addAll(LoadFigures.invariants(run, system.service()));
                figures.addAll(figures(run, phases));
            }
            BareRate after = BareRate.measure(bundle, options.bareWorkload());
            figures.addAll(besideEngine(before, after, phases));
            Report report = new Report(name, machine, figures);
            report.print(System.out);
            return report.status();
        }
    }
}
