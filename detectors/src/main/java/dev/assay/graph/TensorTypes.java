package dev.assay.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The element type of every tensor of a transformer's graph, for the operators transformers are made of. */
final class TensorTypes {

    private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();
    private static final int INT64 = TensorProto.DataType.INT64.getNumber();
    private static final int BOOL = TensorProto.DataType.BOOL.getNumber();

    private static final Set<String> COUNTS = Set.of("Shape", "Size", "ArgMax", "ArgMin", "NonZero");
    private static final Set<String> CONDITIONS =
            Set.of("Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Not", "And", "Or", "Xor", "IsNaN");

    private final Map<String, Integer> types = new HashMap<>();

    private TensorTypes() {}

    static TensorTypes in(GraphProto graph) {
        TensorTypes all = new TensorTypes();
        graph.getInputList()
                .forEach(input -> all.types.put(
                        input.getName(), input.getType().getTensorType().getElemType()));
        graph.getInitializerList().forEach(weight -> all.types.put(weight.getName(), weight.getDataType()));
        for (NodeProto node : graph.getNodeList()) {
            int type = all.outputType(node);
            node.getOutputList().forEach(output -> all.types.put(output, type));
        }
        return all;
    }

    /** ONNX number of the type; 0 if it is not known. */
    int of(String tensor) {
        return types.getOrDefault(tensor, 0);
    }

    /** Whether it is float32. */
    boolean isFloat(String tensor) {
        return of(tensor) == FLOAT;
    }

    private int outputType(NodeProto node) {
        String operator = node.getOpType();
        if (operator.equals("Cast")) {
            return (int) attribute(node, "to").getI();
        }
        if (operator.equals("Constant")) {
            return constantType(node);
        }
        if (operator.equals("ConstantOfShape")) {
            TensorProto value = attribute(node, "value").getT();
            return value.getDataType() == 0 ? FLOAT : value.getDataType();
        }
        if (COUNTS.contains(operator)) {
            return INT64;
        }
        if (CONDITIONS.contains(operator)) {
            return BOOL;
        }
        int decides = operator.equals("Where") ? 1 : 0;
        return node.getInputCount() > decides ? types.getOrDefault(node.getInput(decides), 0) : 0;
    }

    private static int constantType(NodeProto node) {
        return node.getAttributeList().stream()
                .mapToInt(attribute -> switch (attribute.getName()) {
                    case "value" -> attribute.getT().getDataType();
                    case "value_float", "value_floats" -> FLOAT;
                    case "value_int", "value_ints" -> INT64;
                    default -> 0;
                })
                .max()
                .orElse(0);
    }

    private static AttributeProto attribute(NodeProto node, String name) {
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst()
                .orElse(AttributeProto.getDefaultInstance());
    }
}
