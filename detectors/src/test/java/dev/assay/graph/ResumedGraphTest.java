package dev.assay.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.engine.Engine;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.TokenBatch;
import dev.assay.engine.onnxruntime.OnnxRuntimeEngine;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ResumedGraphTest {

    private static final HookPoint FIRST = new HookPoint(0);
    private static final HookPoint SECOND = new HookPoint(1);
    private static final int[] IDS = {3, 17, 41, 3};

    @Test
    void shouldReadOnAsTheWholeGraphDoes() {
        // Given what the graph had computed up to its first block
        float[] table = new float[IDS.length * SyntheticReader.WIDTH];
        for (int token = 0; token < IDS.length; token++) {
            double[] residual = residual(FIRST, token);
            for (int i = 0; i < residual.length; i++) {
                table[token * SyntheticReader.WIDTH + i] = (float) residual[i];
            }
        }

        // When
        float[] scores = run(resumed(table), new int[] {0, 1, 2, 3});

        // Then
        for (int token = 0; token < IDS.length; token++) {
            double[] expected = residual(SECOND, token);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) scores[token * SyntheticReader.WIDTH + i])
                        .as("token %d, element %d", token, i)
                        .isCloseTo(expected[i], within(1e-4));
            }
        }
    }

    @Test
    void shouldNeedNothingOfWhatCameBefore() {
        assertThat(OnnxGraph.parse(resumed(new float[SyntheticReader.WIDTH]).onnx())
                        .tensors())
                .contains("block0", "block1")
                .doesNotContain("table", "embedded", "mean");
    }

    @Test
    void shouldRefuseATableThatIsNotOfWholeRowsAndATensorThatIsNotThere() {
        OnnxGraph graph = OnnxGraph.parse(SyntheticReader.onnx());
        assertThatThrownBy(() -> graph.after("block0", new float[9], 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("table has 9 elements; expected rows of 8, at least one");
        assertThatThrownBy(() -> graph.after("block7", new float[8], 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no node of the graph makes the tensor 'block7'; expected a residual stream");
    }

    private static FusedGraph resumed(float[] table) {
        return OnnxGraph.parse(SyntheticReader.onnx())
                .after("block0", table, SyntheticReader.WIDTH)
                .fuse(SyntheticReader.RESIDUALS, Head.residuals(List.of(SECOND), SyntheticReader.WIDTH));
    }

    private static float[] run(FusedGraph graph, int[] rows) {
        try (Engine engine = new OnnxRuntimeEngine(graph, EngineOptions.DEFAULT)) {
            return engine.run(TokenBatch.of(List.of(rows), rows.length, 0));
        }
    }

    private static double[] residual(HookPoint hook, int token) {
        return Objects.requireNonNull(SyntheticReader.residuals(IDS, token).get(hook));
    }
}
