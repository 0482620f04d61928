package dev.assay.benchmarks;

import dev.assay.bundle.Bundle;
import dev.assay.chat.Prompt;
import dev.assay.config.Config;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.reader.BatchListener;
import dev.assay.reader.BatchedReader;
import dev.assay.reader.BatchingOptions;
import dev.assay.reader.ReaderModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How much of the machine's matrix products the reader turns into tokens: the limit, the bare engine and the batched
 * reader, one after the other in every round, so that what slows the machine down slows all three.
 */
@Command(
        name = "reader",
        mixinStandardHelpOptions = true,
        description = "Measures the cut reader against the machine's matrix products.")
final class ReaderBenchmark implements Callable<Integer> {

    private static final double SHARE_OF_LIMIT = 0.7;

    @Mixin
    private WorkloadOptions workloadOptions = new WorkloadOptions();

    @Mixin
    private BundleOptions bundleOptions = new BundleOptions();

    @Option(
            names = "--gemm-seconds",
            paramLabel = "S",
            defaultValue = "1",
            description = "How long each size of matrix product is run in a round (default: ${DEFAULT-VALUE}).")
    private double gemmSeconds;

    /** What one round found. */
    private record Round(GemmLimit.Rate limit, Timing bare, Timing batched) {}

    @Override
    public Integer call() throws IOException {
        Machine machine = Machine.now();
        Config config = Config.of(Map.of());
        int threads = Runtime.getRuntime().availableProcessors();
        try (TemporaryDirectory scratch = TemporaryDirectory.create()) {
            Path directory = bundleOptions.directory(scratch.path());
            Bundle bundle = Bundle.load(directory);
            List<Prompt> prompts = workloadOptions.workload(config).prompts(config);
            try (ReaderModel model = ReaderModel.load(bundle.reader(), null);
                    Engine engine = Engines.open(EngineChoice.AUTO, model.fuse(bundle.head()), EngineOptions.DEFAULT);
                    GemmLimit limit = new GemmLimit(threads, gemmSeconds);
                    BatchedReader reader =
                            new BatchedReader(model, engine, BatchingOptions.cpu(), BatchListener.NONE)) {
                List<int[]> rows = CapturingEngine.rows(model, prompts);
                BareReader bare = BareReader.fastest(engine, threads, rows);
                System.out.println("bare engine: " + bare.batching());
                List<Round> rounds = new ArrayList<>();
                for (int i = 0; i <= workloadOptions.rounds(); i++) {
                    Round round = new Round(limit.measure(), bare.run(), Timing.of(() -> readAll(reader, prompts)));
                    if (i > 0) { // the first warms up
                        rounds.add(round);
                    }
                }
                new Report("reader", machine, figures(ReaderOperations.of(bundle.head()), rows, rounds))
                        .print(System.out);
            }
        }
        return 0;
    }

    private static void readAll(BatchedReader reader, List<Prompt> prompts) {
        prompts.stream().map(reader::read).toList().forEach(CompletableFuture::join);
    }

    private static List<Figure> figures(ReaderOperations operations, List<int[]> rows, List<Round> rounds) {
        double work = operations.of(rows);
        double tokens = CapturingEngine.tokens(rows);
        double share = median(
                rounds, round -> work / round.bare().seconds() / round.limit().perSecond());
        return List.of(
                Figure.ratio("bare cut reader / matrix products", share).expected(new Target.AtLeast(SHARE_OF_LIMIT)),
                Figure.ratio(
                        "the same by CPU time",
                        median(
                                rounds,
                                round -> work
                                        / round.bare().cpuSeconds()
                                        / round.limit().perCpuSecond())),
                Figure.ratio(
                        "batched reader / bare cut reader",
                        median(
                                rounds,
                                round ->
                                        round.bare().seconds() / round.batched().seconds())),
                Figure.of(
                        "matrix products", median(rounds, round -> round.limit().perSecond()) / 1e9, "GFLOP/s"),
                Figure.of(
                        "bare cut reader",
                        median(rounds, round -> tokens / round.bare().seconds()),
                        "tokens/s"),
                Figure.of(
                        "batched reader",
                        median(rounds, round -> tokens / round.batched().seconds()),
                        "tokens/s"),
                Figure.of("work", work / tokens / 1e6, "MFLOP/token"),
                Figure.of("layers", operations.layers(), ""),
                Figure.of("head columns", operations.columns(), ""),
                Figure.of("tokens a row", tokens / rows.size(), "tokens"),
                Figure.of(
                        "processors the bare reader had",
                        median(rounds, round -> round.bare().cores()),
                        "cores"));
    }

    private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
        return Statistics.median(rounds.stream().mapToDouble(value).boxed().toList());
    }
}
