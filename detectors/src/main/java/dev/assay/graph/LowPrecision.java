package dev.assay.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rewrites a graph so that its matrix products, where nearly all the work is, are in a 16-bit format.
 *
 * <p>All else stays fp32, with casts between: normalisation and softmax, whose sums lose most; masks, whose large negative
 * numbers fp16 cannot hold; the residual stream, to which every layer adds; and the head. Biases and activation functions
 * too: with them in fp16 the features of the default reader are nearly twice as far off. Not thread-safe.
 */
final class LowPrecision {

    private static final Set<String> PRODUCTS = Set.of("MatMul", "Gemm");

    /** Move numbers without computing; in a 16-bit format where all they move is. */
    private static final Set<String> MOVES =
            Set.of("Reshape", "Transpose", "Squeeze", "Unsqueeze", "Split", "Slice", "Expand", "Tile", "Identity");

    private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();

    private final GraphProto graph;
    private final Precision precision;
    private final int lowType;
    private final TensorTypes types;
    private final Map<String, TensorProto> weights = new HashMap<>();
    private final Set<String> low = new HashSet<>();
    private final Set<String> constant = new HashSet<>();
    private final List<NodeProto> nodes = new ArrayList<>();
    private final Map<String, TensorProto> lowWeights = new LinkedHashMap<>();
    private final Set<String> cast = new HashSet<>();

    private LowPrecision(GraphProto graph, Precision precision) {
        this.graph = graph;
        this.precision = precision;
        this.lowType = (precision == Precision.FP16 ? TensorProto.DataType.FLOAT16 : TensorProto.DataType.BFLOAT16)
                .getNumber();
        this.types = TensorTypes.in(graph);
        for (TensorProto weight : graph.getInitializerList()) {
            weights.put(weight.getName(), weight);
            constant.add(weight.getName());
        }
    }

    /** @throws IllegalArgumentException if it is no ONNX model */
    static byte[] convert(byte[] onnx, Precision precision) {
        try {
            CodedInputStream input = UnsafeByteOperations.unsafeWrap(onnx).newCodedInput();
            input.enableAliasing(true);
            ModelProto model = ModelProto.parseFrom(input);
            GraphProto converted = new LowPrecision(model.getGraph(), precision).convert();
            return model.toBuilder().setGraph(converted).build().toByteArray();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "ONNX model of " + onnx.length + " bytes cannot be parsed; expected a serialised ModelProto", e);
        }
    }

    private GraphProto convert() {
        for (NodeProto node : graph.getNodeList()) {
            if (isLow(node)) {
                low.addAll(node.getOutputList());
                add(node, true);
            } else {
                if (node.getOpType().equals("Constant")) {
                    constant.addAll(node.getOutputList());
                }
                add(node, false);
            }
        }
        Set<String> used = GraphCut.inputsOf(nodes);
        List<TensorProto> kept = graph.getInitializerList().stream()
                .filter(weight -> used.contains(weight.getName()))
                .toList();
        return graph.toBuilder()
                .clearNode()
                .addAllNode(nodes)
                .clearInitializer()
                .addAllInitializer(kept)
                .addAllInitializer(lowWeights.values())
                .clearValueInfo()
                .build();
    }

    private boolean isLow(NodeProto node) {
        if (isHead(node) || node.getOutputCount() == 0 || !types.isFloat(node.getOutput(0))) {
            return false;
        }
        List<String> computed = node.getInputList().stream()
                .filter(types::isFloat)
                .filter(input -> !constant.contains(input))
                .toList();
        if (computed.isEmpty()) {
            return false;
        }
        return PRODUCTS.contains(node.getOpType()) || (MOVES.contains(node.getOpType()) && low.containsAll(computed));
    }

    private void add(NodeProto node, boolean inLow) {
        NodeProto.Builder converted = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            String input = node.getInput(i);
            if (types.isFloat(input) && low.contains(input) != inLow) {
                converted.setInput(i, inLow ? lowered(input) : cast(input, FLOAT, "fp32"));
            }
        }
        nodes.add(converted.build());
    }

    private String lowered(String tensor) {
        TensorProto weight = weights.get(tensor);
        if (weight == null) {
            return cast(tensor, lowType, precision.label());
        }
        String name = name(tensor, precision.label());
        lowWeights.computeIfAbsent(name, unused -> FloatWeights.lowered(weight, name, precision));
        return name;
    }

    private String cast(String tensor, int type, String label) {
        String name = name(tensor, label);
        if (cast.add(name)) {
            AttributeProto to = AttributeProto.newBuilder()
                    .setName("to")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(type)
                    .build();
            nodes.add(NodeProto.newBuilder()
                    .setOpType("Cast")
                    .setName(name)
                    .addInput(tensor)
                    .addOutput(name)
                    .addAttribute(to)
                    .build());
        }
        return name;
    }

    private static String name(String tensor, String label) {
        return "assay_" + label + "/" + tensor;
    }

    private static boolean isHead(NodeProto node) {
        return node.getName().replaceFirst("^_+", "").startsWith(HeadNodes.PREFIX);
    }
}
