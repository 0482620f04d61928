package dev.assay.benchmarks;

import dev.assay.graph.Precision;
import java.util.Locale;

/**
 * One row of the table.
 *
 * @param operationsPerToken a multiplication and an addition are two
 * @param peak operations a second of a large matrix product on the same card in the same run
 */
record GpuFigure(
        String graph,
        Precision precision,
        int batch,
        int sequence,
        GpuTimes times,
        double operationsPerToken,
        double peak) {

    static final String HEADER = """
            | graph | precision | batch | length | tokens/s | TFLOP/s | of peak | median ms | p99 ms | p99 / median | runs |
            |---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|""";

    @Override
    public String toString() {
        double tokens = batch * sequence / times.median();
        double operations = tokens * operationsPerToken;
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %d | %,.0f | %.1f | %.1f%% | %.3f | %.3f | %.2f | %d |",
                graph,
                precision.label(),
                batch,
                sequence,
                tokens,
                operations / 1e12,
                100 * operations / peak,
                1e3 * times.median(),
                1e3 * times.p99(),
                times.tail(),
                times.runs());
    }
}
