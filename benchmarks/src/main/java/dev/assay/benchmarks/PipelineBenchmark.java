package dev.assay.benchmarks;

import dev.assay.bundle.Bundle;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.demo.EmbeddedBroker;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.reader.ReaderModel;
import dev.assay.topology.BundleReader;
import dev.assay.topology.MonitorListener;
import dev.assay.topology.MonitorParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The whole service through a real broker, which runs in the same process and takes its share of it, against the bare
 * engine on the same tokens. Every round of the pipeline lies between two of the engine.
 */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description = "Measures the whole pipeline through Kafka against the bare engine.")
final class PipelineBenchmark implements Callable<Integer> {

    private static final double SHARE_OF_ENGINE = 0.85;

    @Mixin
    private WorkloadOptions workloadOptions = new WorkloadOptions();

    @Mixin
    private BundleOptions bundleOptions = new BundleOptions();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of the service, as in docs/configuration.md; may be repeated.")
    private Map<String, String> settings = Map.of();

    @Option(
            names = "--latency-load",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description = "Share of the pipeline's own speed at which latency is measured; 0 for not at all"
                    + " (default: ${DEFAULT-VALUE}).")
    private double latencyLoad;

    /** The pipeline between two runs of the engine. */
    private record Round(Timing before, Timing pipeline, Timing after) {
        double ratio() {
            return (before.seconds() + after.seconds()) / 2 / pipeline.seconds();
        }

        double cpuRatio() {
            return (before.cpuSeconds() + after.cpuSeconds()) / 2 / pipeline.cpuSeconds();
        }
    }

    @Override
    public Integer call() throws IOException {
        Machine machine = Machine.now();
        try (TemporaryDirectory scratch = TemporaryDirectory.create();
                EmbeddedBroker broker = EmbeddedBroker.start(0, scratch.path().resolve("broker"), Map.of())) {
            Path directory = bundleOptions.directory(scratch.path());
            Config config = Config.of(settings)
                    .with(Map.of(
                            Settings.BUNDLE.name(), directory.toString(),
                            Settings.REPLICATION_FACTOR.name(), "1",
                            Settings.STATE_DIR.name(),
                                    scratch.path().resolve("state").toString()));
            Bundle bundle = Bundle.load(directory);
            Workload workload = workloadOptions.workload(config);
            AtomicLong tokens = new AtomicLong();
            try (ReaderModel model = ReaderModel.load(bundle.reader(), null);
                    Engine engine = Engines.open(EngineChoice.AUTO, model.fuse(bundle.head()), EngineOptions.DEFAULT);
                    BundleReader reader =
                            BundleReader.open(config, bundle, batch -> tokens.addAndGet(batch.tokens()))) {
                List<int[]> rows = CapturingEngine.rows(model, workload.prompts(config));
                BareReader bare =
                        BareReader.fastest(engine, Runtime.getRuntime().availableProcessors(), rows);
                System.out.println("bare engine: " + bare.batching());
                Pipeline pipeline = new Pipeline(broker, config, bundle, reader, workload);
                List<Round> rounds = rounds(bare, pipeline, tokens, CapturingEngine.tokens(rows));
                List<Figure> figures = new ArrayList<>(figures(rounds, rows, workload));
                if (latencyLoad > 0) {
                    double seconds = median(rounds, round -> round.pipeline().seconds());
                    figures.addAll(latency(
                            pipeline.latencies(latencyLoad * workload.turns().size() / seconds)));
                }
                new Report("pipeline", machine, figures).print(System.out);
            }
        }
        return 0;
    }

    private List<Round> rounds(BareReader bare, Pipeline pipeline, AtomicLong tokens, long expected) {
        List<Round> rounds = new ArrayList<>();
        Timing before = bare.run();
        for (int i = 0; i <= workloadOptions.rounds(); i++) {
            tokens.set(0);
            Timing whole = pipeline.run("round-" + i);
            if (tokens.get() != expected) {
                throw new IllegalStateException("the pipeline read " + tokens.get() + " tokens; expected " + expected
                        + ", those the bare engine reads");
            }
            Timing after = bare.run();
            Round round = new Round(before, whole, after);
            System.out.printf("round %d: %.3f of the bare engine%n", i, round.ratio());
            if (i > 0) { // the first warms up
                rounds.add(round);
            }
            before = after;
        }
        return rounds;
    }

    private static List<Figure> figures(List<Round> rounds, List<int[]> rows, Workload workload) {
        double tokens = CapturingEngine.tokens(rows);
        return List.of(
                Figure.ratio("pipeline / bare engine", median(rounds, Round::ratio))
                        .expected(new Target.AtLeast(SHARE_OF_ENGINE)),
                Figure.ratio("the same by CPU time", median(rounds, Round::cpuRatio)),
                Figure.of(
                        "bare engine",
                        median(rounds, round -> tokens / round.before().seconds()),
                        "tokens/s"),
                Figure.of(
                        "pipeline",
                        median(rounds, round -> tokens / round.pipeline().seconds()),
                        "tokens/s"),
                Figure.of(
                        "pipeline",
                        median(
                                rounds,
                                round -> workload.turns().size()
                                        / round.pipeline().seconds()),
                        "turns/s"),
                Figure.of("tokens a row", tokens / rows.size(), "tokens"),
                Figure.of(
                        "processors the bare engine had",
                        median(rounds, round -> round.before().cores()),
                        "cores"),
                Figure.of(
                        "processors the pipeline had",
                        median(rounds, round -> round.pipeline().cores()),
                        "cores"));
    }

    private List<Figure> latency(List<Double> milliseconds) {
        String suffix = " at " + latencyLoad + " of that speed";
        return List.of(
                Figure.of("p50 latency" + suffix, Statistics.quantile(milliseconds, 0.5), "ms"),
                Figure.of("p99 latency" + suffix, Statistics.quantile(milliseconds, 0.99), "ms"));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        return Statistics.median(rounds.stream().mapToDouble(value).boxed().toList());
    }

    /** Runs the same turns through the service as often as asked. */
    private record Pipeline(
            EmbeddedBroker broker, Config config, Bundle bundle, BundleReader reader, Workload workload) {

        /** From the first turn sent until the last one is judged. */
        Timing run(String name) {
            try (PipelineRun run = start(config, name);
                    Feeder feeder = new Feeder(broker.bootstrapServers(), run.inputTopic())) {
                return Timing.of(() -> {
                    feeder.send(workload);
                    run.await();
                });
            }
        }

        /** From when each turn was sent until a reader of committed records has what was found, in milliseconds. */
        List<Double> latencies(double turnsPerSecond) {
            Config withActivations = config.with(Map.of(Settings.ACTIVATIONS.name(), "true"));
            try (PipelineRun run = start(withActivations, "latency");
                    Feeder feeder = new Feeder(broker.bootstrapServers(), run.inputTopic());
                    LatencyProbe probe = new LatencyProbe(broker.bootstrapServers(), List.of(run.activationsTopic()))) {
                CompletableFuture<Void> sending = CompletableFuture.runAsync(
                        () -> feeder.send(workload.turns().iterator(), turnsPerSecond));
                List<Double> latencies = probe.await(workload.turns().size());
                sending.join();
                return latencies;
            }
        }

        private PipelineRun start(Config settings, String name) {
            return new PipelineRun(broker, settings, name, workload.turns().size(), this::parts);
        }

        private MonitorParts parts(MonitorListener listener) {
            return MonitorParts.of(bundle, reader.reader(), reader.engine(), listener);
        }
    }
}
