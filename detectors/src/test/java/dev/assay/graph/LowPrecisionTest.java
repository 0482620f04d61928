package dev.assay.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LowPrecisionTest {

    @Test
    void shouldLeaveFp32AsItIs() {
        FusedGraph graph = SyntheticReader.fused();
        assertThat(graph.in(Precision.FP32)).isSameAs(graph);
    }

    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"FP16", "BF16"})
    void shouldLowerProductsButNeitherTheResidualStreamNorTheHead(Precision precision) {
        // When
        GraphProto graph = graph(SyntheticReader.fused().in(precision));

        // Then the product of the second block reads lowered operands, and its result is cast back
        String label = "assay_" + precision.label() + "/";
        assertThat(node(graph, "mixed").getInputList()).containsExactly(label + "block0", label + "mixing");
        assertThat(node(graph, "active").getInputList()).containsExactly("assay_fp32/mixed");
        assertThat(node(graph, "block1").getInputList()).containsExactly("block0", "active");
        assertThat(graph.getNodeList())
                .filteredOn(node -> node.getName().startsWith("assay_head/"))
                .isNotEmpty()
                .allMatch(node -> node.getInputList().stream().noneMatch(input -> input.startsWith(label)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"FP16", "BF16"})
    void shouldKeepOnlyTheLoweredWeightWhereNobodyReadsTheOther(Precision precision) {
        // When
        List<TensorProto> weights = graph(SyntheticReader.fused().in(precision)).getInitializerList();

        // Then
        assertThat(weights)
                .filteredOn(weight -> weight.getName().endsWith("mixing"))
                .singleElement()
                .satisfies(weight -> {
                    assertThat(weight.getDataType())
                            .isEqualTo((precision == Precision.FP16
                                            ? TensorProto.DataType.FLOAT16
                                            : TensorProto.DataType.BFLOAT16)
                                    .getNumber());
                    assertThat(weight.getRawData().size())
                            .isEqualTo(SyntheticReader.WIDTH * SyntheticReader.WIDTH * Short.BYTES);
                });
        assertThat(weights.stream().map(TensorProto::getName)).contains("table");
    }

    @Test
    void shouldMakeEveryTensorBeforeItIsRead() {
        // Given
        GraphProto graph = graph(SyntheticReader.fused().in(Precision.FP16));
        List<String> known = new ArrayList<>(List.of("input_ids", "attention_mask"));
        graph.getInitializerList().forEach(weight -> known.add(weight.getName()));

        // When / Then
        for (NodeProto node : graph.getNodeList()) {
            assertThat(known).as(node.getName()).containsAll(node.getInputList());
            known.addAll(node.getOutputList());
        }
        assertThat(known).doesNotHaveDuplicates();
    }

    @Test
    void shouldGiveTheSameBytesForTheSameInput() {
        assertThat(SyntheticReader.fused().in(Precision.BF16).onnx())
                .isEqualTo(SyntheticReader.fused().in(Precision.BF16).onnx());
    }

    @Test
    void shouldRoundBfloat16ToNearest() {
        assertThat(FloatWeights.brain(1f)).isEqualTo((short) 0x3f80);
        assertThat(FloatWeights.brain(-2.5f)).isEqualTo((short) 0xc020);
        assertThat(FloatWeights.brain(Float.intBitsToFloat(0x3f808000)))
                .as("tie to even")
                .isEqualTo((short) 0x3f80);
        assertThat(FloatWeights.brain(Float.intBitsToFloat(0x3f818000)))
                .as("tie to even")
                .isEqualTo((short) 0x3f82);
        assertThat(FloatWeights.brain(Float.NaN)).isEqualTo((short) 0x7fc0);
        assertThat(FloatWeights.brain(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xff80);
    }

    @Test
    void shouldKnowTheVocabulary() {
        assertThat(SyntheticReader.fused().vocabulary()).hasValue(SyntheticReader.VOCABULARY);
    }

    private static NodeProto node(GraphProto graph, String name) {
        return graph.getNodeList().stream()
                .filter(node -> node.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static GraphProto graph(FusedGraph fused) {
        try {
            return ModelProto.parseFrom(fused.onnx()).getGraph();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
