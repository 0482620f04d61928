package dev.assay.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A bf16 graph for engines that have no bf16: in fp32, with every number that was bf16 rounded to its 8 significant bits.
 *
 * <p>Rounding is Veltkamp's splitting: {@code c = x * (2^16 + 1); c - (c - x)} keeps the upper 8 of 24 bits (Dekker, "A
 * floating-point technique for extending the available precision", 1971).
 */
public final class BrainFloatOnCpu {

    private static final int BFLOAT16 = TensorProto.DataType.BFLOAT16.getNumber();
    private static final String FACTOR = "splitting_factor";

    private BrainFloatOnCpu() {}

    public static FusedGraph of(FusedGraph fused) {
        ModelProto model = parse(fused.in(Precision.BF16).onnx());
        GraphProto graph = model.getGraph();
        TensorTypes types = TensorTypes.in(graph);
        List<NodeProto> nodes = new ArrayList<>();
        for (NodeProto node : graph.getNodeList()) {
            boolean low = types.of(node.getOutput(0)) == BFLOAT16;
            nodes.addAll(low ? rounded(node) : List.of(node));
        }
        List<TensorProto> weights = new ArrayList<>();
        graph.getInitializerList().forEach(weight -> weights.add(widened(weight)));
        weights.add(TensorProto.newBuilder()
                .setName(FACTOR)
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addFloatData(65_537)
                .build());
        GraphProto emulated = graph.toBuilder()
                .clearNode()
                .addAllNode(nodes)
                .clearInitializer()
                .addAllInitializer(weights)
                .build();
        byte[] onnx = model.toBuilder().setGraph(emulated).build().toByteArray();
        return new FusedGraph(onnx, fused.columns(), fused.tokenTypes());
    }

    private static List<NodeProto> rounded(NodeProto node) {
        List<NodeProto> nodes = new ArrayList<>();
        NodeProto.Builder exact =
                node.toBuilder().setName(node.getName() + "/exact").clearOutput();
        List<NodeProto> rounding = new ArrayList<>();
        for (String output : node.getOutputList()) {
            String x = output + "/exact";
            exact.addOutput(x);
            rounding.add(SyntheticReader.node("Mul", output + "/c", x, FACTOR).build());
            rounding.add(
                    SyntheticReader.node("Sub", output + "/d", output + "/c", x).build());
            rounding.add(SyntheticReader.node("Sub", output, output + "/c", output + "/d")
                    .build());
        }
        if (node.getOpType().equals("Cast")) {
            exact.clearAttribute().setOpType("Identity");
        }
        nodes.add(exact.build());
        nodes.addAll(rounding);
        return nodes;
    }

    private static TensorProto widened(TensorProto weight) {
        if (weight.getDataType() != BFLOAT16) {
            return weight;
        }
        ByteBuffer from = weight.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer to = ByteBuffer.allocate(2 * from.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        while (from.hasRemaining()) {
            to.putInt(from.getShort() << 16);
        }
        return weight.toBuilder()
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(to.flip()))
                .build();
    }

    private static ModelProto parse(byte[] onnx) {
        try {
            return ModelProto.parseFrom(onnx);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
