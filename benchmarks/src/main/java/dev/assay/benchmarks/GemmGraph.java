package dev.assay.benchmarks;

import static dev.assay.benchmarks.OnnxParts.FLOAT;
import static dev.assay.benchmarks.OnnxParts.axis;
import static dev.assay.benchmarks.OnnxParts.integer;
import static dev.assay.benchmarks.OnnxParts.node;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.assay.engine.TokenBatch;
import dev.assay.graph.FusedGraph;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/**
 * A graph of {@value #PRODUCTS} large fp32 matrix products and next to nothing else, which any engine of the reader can
 * run: what it reaches is the most that this machine's matrix products give to the same engine and threads.
 *
 * <p>{@code x_0 [size, size]} is a constant shifted by the sum of the token ids, so that it cannot be computed once and
 * kept; {@code x_(i+1) = x_i @ w}. The output is the mean of the last {@code x}, one score of one token.
 */
final class GemmGraph {

    private static final int PRODUCTS = 4;

    private GemmGraph() {}

    static FusedGraph of(int size) {
        GraphProto.Builder graph = OnnxParts.inputs("gemm")
                .addInitializer(gaussian("x0", size, 1))
                .addInitializer(gaussian("w", size, 2))
                .addNode(node("Add", "sum", "input_ids", "attention_mask"))
                .addNode(node("Cast", "shift", "sum").addAttribute(integer("to", FLOAT)))
                .addNode(node("Add", "x", "x0", "shift"));
        String last = "x";
        for (int product = 1; product <= PRODUCTS; product++) {
            String next = "x@w" + product;
            graph.addNode(node("MatMul", next, last, "w"));
            last = next;
        }
        graph.addNode(node("ReduceMean", "mean", last).addAttribute(integer("keepdims", 1)))
                .addNode(node("Unsqueeze", FusedGraph.OUTPUT, "mean").addAttribute(axis(2)));
        return OnnxParts.fused(graph);
    }

    /** The one input it takes: one row of one token. */
    static TokenBatch input() {
        return TokenBatch.of(List.of(new int[] {1}), 1, 0);
    }

    /** A multiplication and an addition are two. */
    static double operations(int size) {
        return 2.0 * PRODUCTS * size * size * size;
    }

    /** {@code [size, size]}, scaled so that a product with it keeps the size of the numbers. */
    private static TensorProto gaussian(String name, int size, long seed) {
        Random random = new Random(seed);
        double deviation = 1 / Math.sqrt(size);
        ByteBuffer bytes = ByteBuffer.allocate(size * size * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size * size; i++) {
            bytes.putFloat((float) (deviation * random.nextGaussian()));
        }
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(FLOAT)
                .addDims(size)
                .addDims(size)
                .setRawData(ByteString.copyFrom(bytes.flip()))
                .build();
    }
}
