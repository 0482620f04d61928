package dev.assay.benchmarks;

import dev.assay.bundle.Bundle;
import dev.assay.engine.DeviceLostException;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineAvailability;
import dev.assay.engine.EngineException;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.engine.GpuOptions;
import dev.assay.engine.OnDeviceLoss;
import dev.assay.engine.ShapeBuckets;
import dev.assay.engine.TokenBatch;
import dev.assay.engine.tensorrt.GpuMemory;
import dev.assay.engine.tensorrt.TensorRtEngine;
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
                        + "length 32 to 512, a call of an empty graph, and a run that looks for leaks. Exit code 3 without a GPU, "
                        + "4 if there is a leak.")
final class GpuBenchmark implements Callable<Integer> {

    static final int NO_GPU = 3;
    static final int LEAK = 4;

    private static final int PEAK_SIZE = 8192;
    private static final int PEAK_RUNS = 20;
    private static final int TAIL_BATCH = 64; // the shape whose p99 has a goal
    private static final int TAIL_SEQUENCE = 128;
    private static final int TAIL_RUNS = 1000;
    private static final double SMALL = 1e9; // operations a token: the reader, of which so many runs take seconds

    /** What can be measured. */
    enum Part {
        READER,
        DECODER_1B,
        DECODER_2B,
        DECODER_8B,
        CALL,
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

    @Option(names = "--batch", paramLabel = "N", split = ",", description = "Rows; by default powers of two up to 512.")
    private List<Integer> batches = GpuWorkload.BATCHES;

    @Option(
            names = "--length",
            paramLabel = "N",
            split = ",",
            description = "Tokens; by default powers of two, 32 to 512.")
    private List<Integer> sequences = GpuWorkload.SEQUENCES;

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
        if (parts.contains(Part.CALL)) {
            measureCalls();
        }
        for (Precision precision : graphs() ? precisions : List.<Precision>of()) {
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
                if (part != Part.CALL && part != Part.LEAKS) {
                    measure(part, precision, peak);
                }
            }
        }
        return parts.contains(Part.LEAKS) && lookForLeaks() ? LEAK : 0;
    }

    private boolean graphs() {
        return parts.stream().anyMatch(part -> part != Part.CALL && part != Part.LEAKS);
    }

    private double peak(Precision precision) {
        try (Engine engine = open(GemmGraph.of(PEAK_SIZE), precision, new ShapeBuckets(List.of(1), 1))) {
            GpuTimes times = GpuTimes.of(engine, GemmGraph.input(), seconds, PEAK_RUNS);
            return GemmGraph.operations(PEAK_SIZE) / times.median();
        }
    }

    private void measure(Part part, Precision precision, double peak) {
        for (int sequence : sequences) {
            GpuWorkload.Lengths lengths = new GpuWorkload.Lengths(sequence, batches);
            GpuWorkload workload = workload(part, sequence);
            // One engine for each length: kernels are tuned for the largest batch of it.
            try (Engine engine = open(workload.graph(), precision, lengths.shapes())) {
                for (int batch : batches) {
                    measure(workload, engine, precision, batch, sequence, peak);
                }
            } catch (DeviceLostException e) {
                throw e;
            } catch (EngineException e) {
                System.out.printf("| %s | %s | | %d | %s |%n", part, precision.label(), sequence, e.getMessage());
            }
        }
    }

    /** A batch that fails, for want of memory say, leaves the others to be measured. */
    private void measure(
            GpuWorkload workload, Engine engine, Precision precision, int batch, int sequence, double peak) {
        boolean tail = batch == TAIL_BATCH && sequence == TAIL_SEQUENCE && workload.operationsPerToken() < SMALL;
        try {
            GpuTimes times = GpuTimes.of(engine, GpuWorkload.tokens(batch, sequence), seconds, tail ? TAIL_RUNS : 1);
            System.out.println(new GpuFigure(
                    workload.name(), precision, batch, sequence, times, workload.operationsPerToken(), peak));
        } catch (DeviceLostException e) {
            throw e;
        } catch (EngineException e) {
            System.out.printf(
                    "| %s | %s | %d | %d | %s |%n",
                    workload.name(), precision.label(), batch, sequence, e.getMessage());
        }
    }

    /** What a call takes besides the graph. */
    private void measureCalls() {
        System.out.printf(
                "%n| empty graph, batch | length | median us | p99 us | runs |%n|---:|---:|---:|---:|---:|%n");
        ShapeBuckets shapes = new ShapeBuckets(List.of(32, TAIL_SEQUENCE), TAIL_BATCH * TAIL_SEQUENCE);
        try (Engine engine = open(EmptyGraph.of(), Precision.FP32, shapes)) {
            for (TokenBatch batch : List.of(
                    GpuWorkload.tokens(1, 32),
                    GpuWorkload.tokens(8, 32),
                    GpuWorkload.tokens(TAIL_BATCH, TAIL_SEQUENCE))) {
                GpuTimes times = GpuTimes.of(engine, batch, seconds, TAIL_RUNS);
                System.out.printf(
                        Locale.ROOT,
                        "| %d | %d | %.1f | %.1f | %d |%n",
                        batch.rows(),
                        batch.sequence(),
                        1e6 * times.median(),
                        1e6 * times.p99(),
                        times.runs());
            }
        }
    }

    private GpuWorkload workload(Part part, int sequence) {
        return switch (part) {
            case READER -> reader(sequence);
            case DECODER_1B -> GpuWorkload.decoder(DecoderShape.ONE_BILLION, sequence);
            case DECODER_2B -> GpuWorkload.decoder(DecoderShape.TWO_BILLION, sequence);
            case DECODER_8B -> GpuWorkload.decoder(DecoderShape.EIGHT_BILLION, sequence);
            case CALL, LEAKS -> throw new IllegalArgumentException(part + " has no table; expected a graph");
        };
    }

    private GpuWorkload reader(int sequence) {
        Bundle loaded = Bundle.load(bundle);
        try (ReaderModel model = ReaderModel.load(loaded.reader(), bundle)) {
            return GpuWorkload.reader(loaded, model, sequence);
        }
    }

    private boolean lookForLeaks() {
        List<TokenBatch> shapes = List.of(
                GpuWorkload.tokens(1, 32),
                GpuWorkload.tokens(8, 64),
                GpuWorkload.tokens(3, 50),
                GpuWorkload.tokens(2, 200));
        LeakRun run = new LeakRun(
                shapes, () -> new LeakSample(MemorySample.now(0).resident(), GpuMemory.free(0), GpuMemory.held()));
        Engine engine = open(reader(256).graph(), Precision.FP16, ShapeBuckets.upTo(256, 1024));
        LeakFigure figure = run.over(engine, leakBatches);
        System.out.printf("%n%s%n", figure);
        return figure.leaks();
    }

    /** Without halving, so that a batch that does not fit says so instead of being measured in parts. */
    private Engine open(FusedGraph graph, Precision precision, ShapeBuckets shapes) {
        GpuOptions gpu = new GpuOptions(0, precision, shapes, cache, null, OnDeviceLoss.FAIL, cudaGraphs);
        return new TensorRtEngine(graph, gpu);
    }
}
