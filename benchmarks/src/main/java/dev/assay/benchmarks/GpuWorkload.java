package dev.assay.benchmarks;

import dev.assay.bundle.Bundle;
import dev.assay.engine.ShapeBuckets;
import dev.assay.engine.TokenBatch;
import dev.assay.graph.FusedGraph;
import dev.assay.reader.ReaderModel;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A graph to be timed.
 *
 * @param operationsPerToken at the length it is for
 */
record GpuWorkload(String name, FusedGraph graph, double operationsPerToken) {

    private static final int ORDINARY_TOKENS = 900; // ids that every graph here has

    static final List<Integer> BATCHES = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512);
    static final List<Integer> SEQUENCES = List.of(32, 64, 128, 256, 512);

    /** Every batch size at one length. */
    record Lengths(int sequence, List<Integer> batches) {
        ShapeBuckets shapes() {
            return new ShapeBuckets(List.of(sequence), sequence * Collections.max(batches));
        }
    }

    static GpuWorkload decoder(DecoderShape shape, int sequence) {
        return new GpuWorkload(shape.name(), DecoderGraph.of(shape), shape.operationsPerToken(sequence));
    }

    static GpuWorkload reader(Bundle bundle, ReaderModel model, int sequence) {
        int width = model.spec().dModel();
        int layers = bundle.head().deepest().layer() + 1;
        double products = 24.0 * width * width; // an encoder's layer has 12 width^2 weights
        double operations = layers * (products + 4.0 * sequence * width)
                + 2.0 * width * bundle.head().columns();
        return new GpuWorkload(model.spec().name(), model.fuse(bundle.head()), operations);
    }

    /** Full rows of seeded tokens. */
    static TokenBatch tokens(int rows, int sequence) {
        Random random = new Random(rows);
        List<int[]> windows = Stream.generate(
                        () -> random.ints(sequence, 1, ORDINARY_TOKENS).toArray())
                .limit(rows)
                .toList();
        return TokenBatch.of(windows, sequence, 0);
    }
}
