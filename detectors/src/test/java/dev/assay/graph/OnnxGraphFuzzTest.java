package dev.assay.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.fuzz.Mutations;
import dev.assay.fuzz.Untrusted;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxGraphFuzzTest {

    static Stream<byte[]> seeds() {
        byte[] whole = SyntheticReader.onnx();
        return Stream.of(
                whole,
                SyntheticReader.fused().onnx(),
                Arrays.copyOf(whole, whole.length / 2),
                new byte[0],
                SyntheticReader.model(GraphProto.getDefaultInstance()),
                SyntheticReader.model(SyntheticReader.graph()
                        .addNode(SyntheticReader.node("Identity", "input_ids", "block1"))
                        .build()),
                SyntheticReader.model(nested(20)),
                SyntheticReader.model(nested(200)));
    }

    @MethodSource("seeds")
    @DictionaryEntries({
        "input_ids",
        "attention_mask",
        "Gather",
        "MatMul",
        "Cast",
        "Constant",
        "block0",
        "block1",
        "scores"
    })
    @FuzzTest
    void shouldCutTheGraphOrSayWhatIsWrong(byte[] input) {
        Untrusted.read(IllegalArgumentException.class, () -> {
            OnnxGraph graph = OnnxGraph.parse(input);
            assertThat(graph.tensors()).isNotNull();
            FusedGraph fused = graph.fuse(SyntheticReader.RESIDUALS, SyntheticReader.head());
            fused.vocabulary();
            fused.in(Precision.FP16);
            fused.in(Precision.BF16);
            return OnnxGraph.parse(fused.onnx()).tensors();
        });
    }

    @Test
    void shouldDoSoWithWhatLooksLikeTheSeeds() {
        Mutations.check(OnnxGraphFuzzTest.class, seeds(), this::shouldCutTheGraphOrSayWhatIsWrong);
    }

    /** Branches within branches. */
    private static GraphProto nested(int depth) {
        GraphProto graph = SyntheticReader.graph().build();
        for (int i = 0; i < depth; i++) {
            AttributeProto body = AttributeProto.newBuilder()
                    .setName("then_branch")
                    .setType(AttributeProto.AttributeType.GRAPH)
                    .setG(graph)
                    .build();
            NodeProto branch = NodeProto.newBuilder()
                    .setOpType("If")
                    .addInput("block0")
                    .addOutput("block1")
                    .addAttribute(body)
                    .build();
            graph = GraphProto.newBuilder().addNode(branch).build();
        }
        return graph;
    }
}
