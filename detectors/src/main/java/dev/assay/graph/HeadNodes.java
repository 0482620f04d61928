package dev.assay.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Builds the ONNX nodes and weights of a head. Only operators every opset from 9 on has. Not thread-safe. */
final class HeadNodes {

    /** Names of the head begin with it, after underscores where the graph uses it too. */
    static final String PREFIX = "assay_head/";

    private final String prefix;
    private final List<NodeProto> nodes = new ArrayList<>();
    private final List<TensorProto> weights = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final Set<String> tapped = new LinkedHashSet<>();

    /** @param prefix no name of the graph starts with it, so ours are free */
    HeadNodes(String prefix) {
        this.prefix = prefix;
    }

    /** Appends a tap of the tensor {@code residual [batch, sequence, dModel]}. */
    void append(Tap tap, String residual) {
        tapped.add(residual);
        String name = prefix + columns.size();
        if (tap instanceof Tap.Linear linear) {
            columns.add(linear(name, residual, linear.weight(), linear.bias()));
        } else if (tap instanceof Tap.JumpRelu feature) {
            columns.add(jumpRelu(name, linear(name, residual, feature.weight(), feature.bias()), feature.threshold()));
        } else {
            columns.add(residual);
        }
    }

    void concatenate(String output) {
        AttributeProto lastAxis = integer("axis", 2);
        nodes.add(NodeProto.newBuilder()
                .setOpType("Concat")
                .setName(prefix + "concat")
                .addAllInput(columns)
                .addOutput(output)
                .addAttribute(lastAxis)
                .build());
    }

    /** The residual streams the head reads. */
    Set<String> tapped() {
        return tapped;
    }

    List<NodeProto> nodes() {
        return nodes;
    }

    List<TensorProto> weights() {
        return weights;
    }

    /** Describes an output {@code [batch, sequence, columns]}. */
    static ValueInfoProto output(String name, int columns) {
        TensorShapeProto shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("scores_batch"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("scores_sequence"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(columns))
                .build();
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private String linear(String name, String residual, float[] weight, float[] bias) {
        int n = bias.length;
        String w = weight(name + "/weight", weight, weight.length / n, n);
        String b = weight(name + "/bias", bias, n);
        return node("Add", name + "/pre", node("MatMul", name + "/product", residual, w), b);
    }

    /** Multiplying by the gate, where selecting would do, lets a NaN through to whoever reads the scores. */
    private String jumpRelu(String name, String pre, float[] threshold) {
        String limit = weight(name + "/threshold", threshold, threshold.length);
        String above = node("Greater", name + "/above", pre, limit);
        String gate = name + "/gate";
        nodes.add(NodeProto.newBuilder()
                .setOpType("Cast")
                .setName(gate)
                .addInput(above)
                .addOutput(gate)
                .addAttribute(integer("to", TensorProto.DataType.FLOAT.getNumber()))
                .build());
        return node("Mul", name + "/feature", node("Relu", name + "/relu", pre), gate);
    }

    private String node(String operator, String name, String... inputs) {
        nodes.add(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(name)
                .addAllInput(List.of(inputs))
                .addOutput(name)
                .build());
        return name;
    }

    private String weight(String name, float[] values, long... shape) {
        weights.add(tensor(name, values, shape));
        return name;
    }

    /** The rows of {@code table} that {@code indices} choose. */
    static NodeProto gather(String table, String indices, String output) {
        return NodeProto.newBuilder()
                .setOpType("Gather")
                .setName(output)
                .addInput(table)
                .addInput(indices)
                .addOutput(output)
                .build();
    }

    static TensorProto tensor(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(bytes));
        for (long dimension : shape) {
            tensor.addDims(dimension);
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
}
