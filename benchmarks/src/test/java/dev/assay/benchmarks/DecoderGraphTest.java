package dev.assay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.engine.Engine;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.engine.TokenBatch;
import dev.assay.graph.FusedGraph;
import dev.assay.graph.Precision;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecoderGraphTest {

    private static final DecoderShape TINY = new DecoderShape("tiny", 2, 32, 4, 2, 48);
    private static final FusedGraph GRAPH = DecoderGraph.of(TINY);

    @Test
    void shouldReadFromLeftToRightAndIgnorePadding() {
        // Given two rows that differ in their last token, and the first alone and padded
        int[] row = {5, 6, 7, 8};
        int[] other = {5, 6, 7, 9};

        // When
        float[] alone = run(GRAPH, row, 4);
        float[] changed = run(GRAPH, other, 4);
        float[] padded = run(GRAPH, row, 7);

        // Then
        int columns = GRAPH.columns();
        assertThat(Arrays.copyOf(changed, 3 * columns)).isEqualTo(Arrays.copyOf(alone, 3 * columns));
        assertThat(changed[3 * columns]).isNotEqualTo(alone[3 * columns]);
        for (int i = 0; i < alone.length; i++) {
            assertThat(padded[i]).isCloseTo(alone[i], within(1e-5f));
        }
    }

    @Test
    void shouldComeNearItselfInFp16() {
        // When
        float[] exact = run(GRAPH, new int[] {5, 6, 7, 8, 9}, 5);
        float[] half = run(GRAPH.in(Precision.FP16), new int[] {5, 6, 7, 8, 9}, 5);

        // Then
        for (int i = 0; i < exact.length; i++) {
            assertThat(half[i]).isCloseTo(exact[i], within(0.02f));
        }
    }

    @Test
    void shouldHaveTheSizesOfItsNames() {
        assertThat(DecoderShape.ONE_BILLION.layers() * DecoderShape.ONE_BILLION.layerWeights())
                .isBetween(900_000_000L, 1_100_000_000L);
        assertThat(DecoderShape.TWO_BILLION.layers() * DecoderShape.TWO_BILLION.layerWeights())
                .isBetween(1_900_000_000L, 2_400_000_000L);
        assertThat(DecoderShape.EIGHT_BILLION.layers() * DecoderShape.EIGHT_BILLION.layerWeights())
                .isBetween(6_900_000_000L, 8_000_000_000L);
    }

    private static float[] run(FusedGraph graph, int[] row, int sequence) {
        try (Engine engine = Engines.open(EngineChoice.ONNXRUNTIME, graph, EngineOptions.DEFAULT)) {
            return engine.run(TokenBatch.of(List.of(row), sequence, 0));
        }
    }
}
