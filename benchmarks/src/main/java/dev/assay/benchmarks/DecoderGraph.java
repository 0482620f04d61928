package dev.assay.benchmarks;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.UnsafeByteOperations;
import dev.assay.graph.FusedGraph;
import dev.assay.graph.Head;
import dev.assay.graph.HookPoint;
import dev.assay.graph.OnnxGraph;
import dev.assay.graph.Tap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A causal decoder with random weights, cut after its last layer, with eight probes. For speed alone: all layers share one
 * layer's weights, which are larger than a GPU's caches, so that a graph of billions of weights fits an ONNX file; and
 * positions are left out, which cost next to nothing.
 */
final class DecoderGraph {

    private static final int VOCABULARY = 1000;
    private static final int LONGEST = 512;
    private static final int PROBES = 8;
    private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
    private static final int INT64 = TensorProto.DataType.INT64.getNumber();

    private final DecoderShape shape;
    private final Random random = new Random(1);
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("decoder");

    private DecoderGraph(DecoderShape shape) {
        this.shape = shape;
    }

    static FusedGraph of(DecoderShape shape) {
        byte[] onnx = new DecoderGraph(shape).build();
        HookPoint last = new HookPoint(shape.layers() - 1);
        float[] probes = new float[shape.width() * PROBES];
        for (int i = 0; i < probes.length; i++) {
            probes[i] = (i % 3 - 1) / (float) Math.sqrt(shape.width());
        }
        Head head = new Head(List.of(new Tap.Linear(last, probes, new float[PROBES])));
        return OnnxGraph.parse(onnx).fuse(Map.of(last, stream(shape.layers())), head);
    }

    private byte[] build() {
        int keys = shape.groups() * shape.headWidth();
        graph.addInput(ids("input_ids")).addInput(ids("attention_mask"));
        weight("table", VOCABULARY, shape.width());
        weight("wq", shape.width(), shape.width());
        weight("wk", shape.width(), keys);
        weight("wv", shape.width(), keys);
        weight("wo", shape.width(), shape.width());
        weight("gate", shape.width(), shape.inner());
        weight("up", shape.width(), shape.inner());
        weight("down", shape.inner(), shape.width());
        scalar("epsilon", 1e-5f);
        scalar("scale", (float) (1 / Math.sqrt(shape.headWidth())));
        scalar("one", 1);
        scalar("masked", -10_000);
        integers("as_queries", 0, 0, shape.heads(), shape.headWidth());
        integers("as_groups", 0, 0, shape.groups(), 1, shape.headWidth());
        integers("repeated", 1, 1, 1, shape.heads() / shape.groups(), 1);
        integers("joined", 0, 0, shape.width());
        bias();
        node("Gather", stream(0), "table", "input_ids");
        for (int layer = 0; layer < shape.layers(); layer++) {
            layer(layer);
        }
        graph.addOutput(ValueInfoProto.newBuilder().setName(stream(shape.layers())));
        return ModelProto.newBuilder()
                .setIrVersion(6)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(11))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    /** {@code [batch, 1, sequence, sequence]}: what a token may not attend to. */
    private void bias() {
        FloatBuffer future = FloatBuffer.allocate(LONGEST * LONGEST);
        for (int i = 0; i < LONGEST * LONGEST; i++) {
            future.put(i % LONGEST > i / LONGEST ? -10_000 : 0);
        }
        floats("future", future.flip(), LONGEST, LONGEST);
        integers("origin", 0, 0);
        integers("second", 1);
        node("Shape", "sizes", "input_ids");
        node("Gather", "length", "sizes", "second");
        node("Concat", "square", "length", "length").addAttribute(integer("axis", 0));
        node("Slice", "causal", "future", "origin", "square");
        node("Cast", "present", "attention_mask").addAttribute(integer("to", FLOAT));
        node("Sub", "absent", "one", "present");
        node("Mul", "penalty", "absent", "masked");
        node("Unsqueeze", "padding", "penalty").addAttribute(integerList("axes", 1, 2));
        node("Add", "bias", "causal", "padding");
    }

    private void layer(int layer) {
        String at = "layer" + layer + "/";
        String normal = normalised(at + "first/", stream(layer));
        node("MatMul", at + "q", normal, "wq");
        node("Mul", at + "scaled", at + "q", "scale");
        node("Reshape", at + "q4", at + "scaled", "as_queries");
        node("Transpose", at + "queries", at + "q4").addAttribute(integerList("perm", 0, 2, 1, 3));
        repeated(at + "k", normal, "wk", 0, 2, 3, 1);
        repeated(at + "v", normal, "wv", 0, 2, 1, 3);
        node("MatMul", at + "products", at + "queries", at + "k/heads");
        node("Add", at + "biased", at + "products", "bias");
        node("Softmax", at + "attention", at + "biased").addAttribute(integer("axis", 3));
        node("MatMul", at + "mixed", at + "attention", at + "v/heads");
        node("Transpose", at + "mixed4", at + "mixed").addAttribute(integerList("perm", 0, 2, 1, 3));
        node("Reshape", at + "mixed3", at + "mixed4", "joined");
        node("MatMul", at + "attended", at + "mixed3", "wo");
        node("Add", at + "middle", stream(layer), at + "attended");
        String second = normalised(at + "second/", at + "middle");
        node("MatMul", at + "gated", second, "gate");
        node("Sigmoid", at + "sigmoid", at + "gated");
        node("Mul", at + "silu", at + "gated", at + "sigmoid");
        node("MatMul", at + "raised", second, "up");
        node("Mul", at + "inner", at + "silu", at + "raised");
        node("MatMul", at + "lowered", at + "inner", "down");
        node("Add", stream(layer + 1), at + "middle", at + "lowered");
    }

    /** Keys or values, once for each head of queries; the last permutation is of {@code [batch, sequence, head, width]}. */
    private void repeated(String name, String from, String weight, long... permutation) {
        node("MatMul", name, from, weight);
        node("Reshape", name + "/groups", name, "as_groups");
        node("Tile", name + "/repeated", name + "/groups", "repeated");
        node("Reshape", name + "/4", name + "/repeated", "as_queries");
        node("Transpose", name + "/heads", name + "/4").addAttribute(integerList("perm", permutation));
    }

    private String normalised(String name, String x) {
        node("Mul", name + "square", x, x);
        node("ReduceMean", name + "mean", name + "square")
                .addAttribute(integerList("axes", 2))
                .addAttribute(integer("keepdims", 1));
        node("Add", name + "shifted", name + "mean", "epsilon");
        node("Sqrt", name + "size", name + "shifted");
        node("Div", name + "normal", x, name + "size");
        return name + "normal";
    }

    private static String stream(int layer) {
        return "stream" + layer;
    }

    private NodeProto.Builder node(String operator, String output, String... inputs) {
        return graph.addNodeBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    private void weight(String name, int rows, int columns) {
        FloatBuffer values = FloatBuffer.allocate(rows * columns);
        float size = (float) Math.sqrt(3.0 / rows);
        while (values.hasRemaining()) {
            values.put((2 * random.nextFloat() - 1) * size);
        }
        floats(name, values.flip(), rows, columns);
    }

    private void scalar(String name, float value) {
        floats(name, FloatBuffer.wrap(new float[] {value}));
    }

    private void floats(String name, FloatBuffer values, long... dimensions) {
        ByteBuffer bytes = ByteBuffer.allocate(values.remaining() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorProto.Builder tensor = graph.addInitializerBuilder()
                .setName(name)
                .setDataType(FLOAT)
                .setRawData(UnsafeByteOperations.unsafeWrap(bytes));
        for (long dimension : dimensions) {
            tensor.addDims(dimension);
        }
    }

    private void integers(String name, long... values) {
        TensorProto.Builder tensor =
                graph.addInitializerBuilder().setName(name).setDataType(INT64).addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
    }

    private static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static AttributeProto integerList(String name, long... values) {
        AttributeProto.Builder list =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            list.addInts(value);
        }
        return list.build();
    }

    private static ValueInfoProto ids(String name) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("sequence"))
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(INT64).setShape(shape)))
                .build();
    }
}
