package dev.assay.benchmarks;

import dev.assay.bundle.Bundle;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineAvailability;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineException;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.engine.GpuOptions;
import dev.assay.engine.OnDeviceLoss;
import dev.assay.engine.ShapeBuckets;
import dev.assay.engine.tensorrt.GpuMemory;
import dev.assay.graph.FusedGraph;
import dev.assay.graph.Precision;
import dev.assay.reader.ReaderModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Tokens a second on a GPU, and the share of what a large matrix product reaches on the same card in the same run; then a
 * run that looks for leaks. Prints tables in Markdown. Without a GPU it says why and exits with {@value #NO_GPU}.
 */
@Command(
        name = "gpu",
        mixinStandardHelpOptions = true,
        description =
                "Measures the TensorRT engine: the default reader and decoders of random weights, batch 1 to 512, "
                        + "length 32 to 512, and a run that looks for leaks. Exit code 3 without a GPU.")
final class GpuBenchmark implements Callable<Integer> {

    static final int NO_GPU = 3;

    private static final int PEAK_SIZE = 8192;
    private static final int FEWEST_RUNS = 20;

    /** What can be measured. */
    enum Part {
        READER,
        DECODER_1B,
        DECODER_2B,
        DECODER_8B,
        LEAKS
    }

    @Option(
            names = "--part",
            paramLabel = "PART",
            split = ",",
            description = "What to measure: ${COMPLETION-CANDIDATES}.")
    private List<Part> parts = List.of(Part.values());

    @Option(names = "--precision", split = ",", description = "${COMPLETION-CANDIDATES}; by default FP16.")
    private List<Precision> precisions = List.of(Precision.FP16);

    @Option(names = "--bundle", paramLabel = "DIR", description = "Whose head is fused with the reader.")
    private Path bundle = Path.of("detectors/bundle/default");

    @Option(names = "--cache", paramLabel = "DIR", description = "Where built engines are kept.")
    private @Nullable Path cache;

    @Option(names = "--seconds", paramLabel = "N", description = "For each shape.")
    private double seconds = 0.5;

    @Option(names = "--leak-batches", paramLabel = "N", description = "Batches of the run that looks for leaks.")
    private int leakBatches = 1_000_000;

    @Option(names = "--probe", description = "Only say whether there is a GPU that can be used.")
    private boolean probe;

    @Option(names = "--cuda-graphs", description = "Launch repeated shapes as recorded CUDA graphs.")
    private boolean cudaGraphs;

    @Override
    public Integer call() {
        EngineAvailability gpu = Engines.probe(EngineOptions.DEFAULT).get(0);
        if (!gpu.available()) {
            System.out.println(gpu.detail());
            return NO_GPU;
        }
        System.out.printf("tensorrt %s%n", gpu.detail());
        if (probe) {
            return 0;
        }
        for (Precision precision : precisions) {
            double peak = peak(precision);
            System.out.printf(
                    Locale.ROOT,
                    "%n%s: a product of two %d x %d matrices reaches %.1f TFLOP/s%n%n",
                    precision.label(),
                    PEAK_SIZE,
                    PEAK_SIZE,
                    peak / 1e12);
            System.out.println(GpuFigure.HEADER);
            for (Part part : parts) {
                if (part != Part.LEAKS) {
                    measure(part, precision, peak);
                }
            }
        }
        if (parts.contains(Part.LEAKS)) {
            lookForLeaks();
        }
        return 0;
    }

    private double peak(Precision precision) {
        try (Engine engine = open(GemmGraph.of(PEAK_SIZE), precision, new ShapeBuckets(List.of(1), 1))) {
            GpuTimes times = GpuTimes.of(engine, GemmGraph.input(), seconds, FEWEST_RUNS);
            return GemmGraph.operations(PEAK_SIZE) / times.median();
        }
    }

    private void measure(Part part, Precision precision, double peak) {
        for (GpuWorkload.Lengths lengths : GpuWorkload.LENGTHS) {
            GpuWorkload workload = workload(part, lengths);
            // One engine for each length: kernels are tuned for the largest batch of it.
            try (Engine engine = open(workload.graph(), precision, lengths.shapes())) {
                for (int batch : lengths.batches()) {
                    GpuTimes times =
                            GpuTimes.of(engine, workload.batch(batch, lengths.sequence()), seconds, FEWEST_RUNS);
                    System.out.println(new GpuFigure(
                            workload.name(),
                            precision,
                            batch,
                            lengths.sequence(),
                            times,
                            workload.operationsPerToken(),
                            peak));
                }
            } catch (EngineException e) {
                System.out.printf(
                        "| %s | %s | | %d | %s |%n", part, precision.label(), lengths.sequence(), e.getMessage());
            }
        }
    }

    private GpuWorkload workload(Part part, GpuWorkload.Lengths lengths) {
        return switch (part) {
            case READER -> reader(lengths);
            case DECODER_1B -> GpuWorkload.decoder(DecoderShape.ONE_BILLION, lengths.sequence());
            case DECODER_2B -> GpuWorkload.decoder(DecoderShape.TWO_BILLION, lengths.sequence());
            case DECODER_8B, LEAKS -> GpuWorkload.decoder(DecoderShape.EIGHT_BILLION, lengths.sequence());
        };
    }

    private GpuWorkload reader(GpuWorkload.Lengths lengths) {
        Bundle loaded = Bundle.load(bundle);
        try (ReaderModel model = ReaderModel.load(loaded.reader(), bundle)) {
            return GpuWorkload.reader(loaded, model, lengths.sequence());
        }
    }

    private void lookForLeaks() {
        System.out.printf(Locale.ROOT, "%nleaks, %,d batches of 8 x 64%n%n", leakBatches);
        GpuWorkload.Lengths lengths = GpuWorkload.LENGTHS.get(1);
        GpuWorkload workload = reader(lengths);
        long free = 0;
        for (int round = 0; round < 2; round++) {
            try (Engine engine = open(workload.graph(), Precision.FP16, lengths.shapes())) {
                for (int i = 0; i < (round == 0 ? 1000 : leakBatches); i++) {
                    engine.run(workload.batch(8, lengths.sequence()));
                }
            }
            long now = GpuMemory.free(0);
            System.out.printf(
                    Locale.ROOT,
                    "after %s: %d bytes held, %d MiB free on the GPU%s%n",
                    round == 0 ? "a first engine" : "the batches",
                    GpuMemory.held(),
                    now >> 20,
                    round == 0 ? "" : ", " + ((free - now) >> 10) + " KiB less than before them");
            free = now;
        }
    }

    private Engine open(FusedGraph graph, Precision precision, ShapeBuckets shapes) {
        GpuOptions gpu = new GpuOptions(0, precision, shapes, cache, null, OnDeviceLoss.FAIL, cudaGraphs);
        return Engines.open(EngineChoice.TENSORRT, graph, new EngineOptions(1, gpu));
    }
}
