package dev.assay.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A reader of two blocks, small enough to check by hand, as an ONNX graph and as plain loops.
 *
 * <p>Block 0 adds the mean of the row's unpadded tokens to each token, so that padding and batch mates would show. Block 1
 * adds {@code relu(x @ mixing)}. A last node after both is there to be cut away.
 */
public final class SyntheticReader {

    public static final int VOCABULARY = 50;
    public static final int WIDTH = 8;
    public static final Map<HookPoint, String> RESIDUALS =
            Map.of(new HookPoint(0), "block0", new HookPoint(1), "block1");

    private static final float[] TABLE = gaussian(VOCABULARY * WIDTH, 1); // [VOCABULARY, WIDTH]
    private static final float[] MIXING = gaussian(WIDTH * WIDTH, 2); // [WIDTH, WIDTH]

    private SyntheticReader() {}

    public static byte[] onnx() {
        return model(graph().build());
    }

    public static byte[] model(GraphProto graph) {
        return ModelProto.newBuilder()
                .setIrVersion(6)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(11))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    public static GraphProto.Builder graph() {
        return GraphProto.newBuilder()
                .setName("synthetic")
                .addInput(input("input_ids"))
                .addInput(input("attention_mask"))
                .addInitializer(weight("table", TABLE, VOCABULARY, WIDTH))
                .addInitializer(weight("mixing", MIXING, WIDTH, WIDTH))
                .addInitializer(weight("unused_after_the_cut", MIXING, WIDTH, WIDTH))
                .addNode(node("Gather", "embedded", "table", "input_ids"))
                .addNode(node("Cast", "mask", "attention_mask").addAttribute(integer("to", 1)))
                .addNode(node("Unsqueeze", "mask_column", "mask").addAttribute(integers("axes", 2)))
                .addNode(node("Unsqueeze", "mask_row", "mask").addAttribute(integers("axes", 1)))
                .addNode(node("MatMul", "total", "mask_row", "embedded"))
                .addNode(node("MatMul", "count", "mask_row", "mask_column"))
                .addNode(node("Div", "mean", "total", "count"))
                .addNode(node("Add", "block0", "embedded", "mean"))
                .addNode(node("MatMul", "mixed", "block0", "mixing"))
                .addNode(node("Relu", "active", "mixed"))
                .addNode(node("Add", "block1", "block0", "active"))
                .addNode(node("MatMul", "last_hidden_state", "block1", "unused_after_the_cut"))
                .addOutput(HeadNodes.output("last_hidden_state", WIDTH));
    }

    /** One token's residual streams when {@code ids} are read alone. */
    public static Map<HookPoint, double[]> residuals(int[] ids, int token) {
        double[] block0 = new double[WIDTH];
        double[] block1 = new double[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            double total = 0;
            for (int id : ids) {
                total += TABLE[id * WIDTH + i];
            }
            block0[i] = TABLE[ids[token] * WIDTH + i] + total / ids.length;
        }
        for (int i = 0; i < WIDTH; i++) {
            double mixed = 0;
            for (int j = 0; j < WIDTH; j++) {
                mixed += block0[j] * MIXING[j * WIDTH + i];
            }
            block1[i] = block0[i] + Math.max(mixed, 0);
        }
        return Map.of(new HookPoint(0), block0, new HookPoint(1), block1);
    }

    /** Every kind of tap, at both hook points. */
    public static Head head() {
        HookPoint first = new HookPoint(0);
        HookPoint second = new HookPoint(1);
        return new Head(List.of(
                new Tap.Linear(first, gaussian(WIDTH * 3, 3), gaussian(3, 4)),
                new Tap.JumpRelu(first, gaussian(WIDTH * 4, 5), gaussian(4, 6), new float[] {-1, 0, 0.5f, 2}),
                new Tap.Residual(second, WIDTH),
                new Tap.JumpRelu(second, gaussian(WIDTH * 2, 7), gaussian(2, 8), new float[] {0.1f, 0})));
    }

    public static FusedGraph fused() {
        return OnnxGraph.parse(onnx()).fuse(RESIDUALS, head());
    }

    public static NodeProto.Builder node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    public static ValueInfoProto input(String name) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("sequence"))
                .build();
        TypeProto.Tensor tensor =
                TypeProto.Tensor.newBuilder().setElemType(7).setShape(shape).build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static TensorProto weight(String name, float[] values, int rows, int columns) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(1)
                .addDims(rows)
                .addDims(columns);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto integers(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addInts(value)
                .build();
    }

    private static float[] gaussian(int length, long seed) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
