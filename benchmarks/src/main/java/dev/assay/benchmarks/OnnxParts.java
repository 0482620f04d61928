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
import dev.assay.graph.FusedGraph;
import java.util.List;

/** What graphs without a reader are made of: ids and mask in, one score for each token out. */
final class OnnxParts {

    static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();

    private static final int INT64 = TensorProto.DataType.INT64.getNumber();

    private OnnxParts() {}

    static GraphProto.Builder inputs(String name) {
        return GraphProto.newBuilder()
                .setName(name)
                .addInput(value("input_ids", INT64))
                .addInput(value("attention_mask", INT64));
    }

    static FusedGraph fused(GraphProto.Builder graph) {
        ModelProto model = ModelProto.newBuilder()
                .setIrVersion(6)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(11))
                .setGraph(graph.addOutput(value(FusedGraph.OUTPUT, FLOAT)))
                .build();
        return new FusedGraph(model.toByteArray(), 1, false);
    }

    static NodeProto.Builder node(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(List.of(inputs))
                .addOutput(output);
    }

    static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto axis(long value) {
        return AttributeProto.newBuilder()
                .setName("axes")
                .setType(AttributeProto.AttributeType.INTS)
                .addInts(value)
                .build();
    }

    private static ValueInfoProto value(String name, int type) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(name + "_batch"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam(name + "_sequence"));
        if (type == FLOAT) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(
                                TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
                .build();
    }
}
