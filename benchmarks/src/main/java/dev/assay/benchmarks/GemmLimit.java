package dev.assay.benchmarks;

import dev.assay.engine.Engine;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.engine.TokenBatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The machine's fp32 matrix products through the reader's engine, at the size that goes fastest. */
final class GemmLimit implements AutoCloseable {

    private static final List<Integer> SIZES = List.of(512, 1024, 2048);

    private record Sized(int size, Engine engine) {}

    private final List<Sized> engines = new ArrayList<>();
    private final int threads;
    private final double seconds;

    /** @param seconds each size is run for, roughly */
    GemmLimit(int threads, double seconds) {
        this.threads = threads;
        this.seconds = seconds;
        for (int size : SIZES) {
            engines.add(new Sized(size, Engines.open(EngineChoice.AUTO, GemmGraph.of(size), EngineOptions.DEFAULT)));
        }
    }

    /** Floating-point operations a second of all threads together, and a CPU second. */
    record Rate(double perSecond, double perCpuSecond) {}

    Rate measure() {
        return engines.stream()
                .map(this::measure)
                .max(Comparator.comparingDouble(Rate::perSecond))
                .orElseThrow();
    }

    private Rate measure(Sized gemm) {
        double once = run(gemm, threads).seconds();
        int runs = (int) Math.max(1, Math.round(seconds / once));
        int batches = threads * runs;
        double operations = batches * GemmGraph.operations(gemm.size());
        Timing timing = run(gemm, batches);
        return new Rate(operations / timing.seconds(), operations / timing.cpuSeconds());
    }

    private Timing run(Sized gemm, int batches) {
        List<TokenBatch> inputs = Collections.nCopies(batches, GemmGraph.input());
        return BareEngine.run(gemm.engine(), inputs, threads);
    }

    @Override
    public void close() {
        engines.forEach(gemm -> gemm.engine().close());
    }
}
