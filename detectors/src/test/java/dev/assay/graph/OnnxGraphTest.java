package dev.assay.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxGraphTest {

    private static final Head FIRST_BLOCK = Head.residuals(List.of(new HookPoint(0)), SyntheticReader.WIDTH);

    @Test
    void shouldKeepOnlyWhatTheTapsNeedInTheGraphsOrder() {
        // Given / When
        GraphProto cut = graph(fuse(SyntheticReader.graph(), FIRST_BLOCK));

        // Then
        assertThat(cut.getNodeList().stream().map(node -> node.getOutput(0)))
                .containsExactly(
                        "embedded",
                        "mask",
                        "mask_column",
                        "mask_row",
                        "total",
                        "count",
                        "mean",
                        "block0",
                        FusedGraph.OUTPUT);
        assertThat(cut.getInitializerList().stream().map(TensorProto::getName)).containsExactly("table");
        assertThat(cut.getOutputList()).singleElement().satisfies(output -> assertThat(output.getName())
                .isEqualTo("scores"));
    }

    @Test
    void shouldGiveTheSameBytesForTheSameInput() {
        assertThat(SyntheticReader.fused().onnx())
                .isEqualTo(SyntheticReader.fused().onnx());
    }

    @Test
    void shouldKeepClearOfNamesTheGraphUses() {
        // Given a graph that uses the names the head would
        GraphProto.Builder graph = SyntheticReader.graph()
                .setNode(8, SyntheticReader.node("MatMul", "assay_head/0/weight", "block0", "mixing"))
                .setNode(9, SyntheticReader.node("Relu", "active", "assay_head/0/weight"));

        // When
        GraphProto fused = graph(fuse(graph, SyntheticReader.head()));

        // Then
        assertThat(fused.getNodeList().stream().map(NodeProto::getName)).doesNotHaveDuplicates();
        assertThat(fused.getInitializerList().stream().map(TensorProto::getName))
                .doesNotHaveDuplicates()
                .doesNotContain("assay_head/0/weight");
    }

    @Test
    void shouldTakeTokenTypesOnlyIfTheCutGraphReadsThem() {
        // Given a graph with token types, of which only the second block takes notice
        GraphProto.Builder graph = SyntheticReader.graph()
                .addInput(SyntheticReader.input("token_type_ids"))
                .setNode(9, SyntheticReader.node("Gather", "active", "mixing", "token_type_ids"));

        // When / Then
        assertThat(fuse(graph, FIRST_BLOCK).tokenTypes()).isFalse();
        assertThat(fuse(graph, SyntheticReader.head()).tokenTypes()).isTrue();
    }

    @Test
    void shouldRefuseWhatDoesNotFit() {
        // Given
        OnnxGraph graph = OnnxGraph.parse(SyntheticReader.onnx());
        HookPoint deep = new HookPoint(7);

        // When / Then
        assertThatThrownBy(() -> graph.fuse(SyntheticReader.RESIDUALS, Head.residuals(List.of(deep), 8)))
                .hasMessage("hook point blocks.7.hook_resid_post is not in this reader; expected one of"
                        + " [blocks.0.hook_resid_post, blocks.1.hook_resid_post]");
        assertThatThrownBy(() -> graph.fuse(Map.of(deep, "block7"), Head.residuals(List.of(deep), 8)))
                .hasMessage("the graph has no tensor 'block7' for hook point blocks.7.hook_resid_post; expected the"
                        + " residual stream there");
        assertThatThrownBy(() -> OnnxGraph.parse(new byte[] {1, 2, 3}))
                .hasMessage("ONNX model of 3 bytes cannot be parsed; expected a serialised ModelProto");
        assertThatThrownBy(() -> OnnxGraph.parse(new byte[0]))
                .hasMessage("ONNX model of 0 bytes has no nodes; expected a transformer");
    }

    @Test
    void shouldRefuseInputsNobodyWouldFill() {
        // Given a graph that wants positions
        GraphProto.Builder graph = SyntheticReader.graph()
                .addInput(SyntheticReader.input("position_ids"))
                .setNode(0, SyntheticReader.node("Gather", "embedded", "table", "position_ids"));

        // When / Then
        assertThatThrownBy(() -> fuse(graph, FIRST_BLOCK))
                .hasMessage(
                        "the cut graph has the inputs [input_ids, attention_mask, position_ids]; expected input_ids,"
                                + " attention_mask and at most token_type_ids beside them");
    }

    @Test
    void shouldRefuseAGraphThatHasScoresAlready() {
        // Given
        GraphProto.Builder graph = SyntheticReader.graph().addNode(SyntheticReader.node("Relu", "scores", "block1"));

        // When / Then
        assertThatThrownBy(() -> fuse(graph, FIRST_BLOCK))
                .hasMessage("the graph already has a tensor named 'scores'; expected none, the head's output has that"
                        + " name");
    }

    private static FusedGraph fuse(GraphProto.Builder graph, Head head) {
        return OnnxGraph.parse(SyntheticReader.model(graph.build())).fuse(SyntheticReader.RESIDUALS, head);
    }

    private static GraphProto graph(FusedGraph fused) {
        try {
            return ModelProto.parseFrom(fused.onnx()).getGraph();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
