package dev.assay.benchmarks;

import dev.assay.graph.Head;
import java.util.List;

/**
 * Counts the floating-point operations of a cut reader's matrix products; a multiplication and an addition are two.
 *
 * <p>For each token of a row of {@code S} tokens, with width {@code d}:
 *
 * <pre>
 * query, key, value and output   4 * 2 d d          = 8 d^2   a layer
 * feed-forward, 4 d wide         2 * 2 d (4 d)      = 16 d^2  a layer
 * attention                      2 S d + 2 S d      = 4 S d   a layer
 * head                           2 d columns
 * </pre>
 *
 * Embedding, normalisation, soft-max and activations are left out, as is the work on padding: it is not useful.
 *
 * @param layers run, that is the deepest hook point's and those before it
 */
record ReaderOperations(int layers, int dModel, int columns) {

    static ReaderOperations of(Head head) {
        return new ReaderOperations(
                head.deepest().layer() + 1, head.taps().get(0).dModel(), head.columns());
    }

    double of(List<int[]> rows) {
        return rows.stream()
                .mapToDouble(row -> row.length * ofToken(row.length))
                .sum();
    }

    private double ofToken(int sequence) {
        double d = dModel;
        return layers * (24 * d * d + 4 * sequence * d) + 2 * d * columns;
    }
}
