package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HalvingEngineTest {

    private static final TokenBatch FIVE = TokenBatch.of(
            List.of(new int[] {1, 2}, new int[] {3, 4}, new int[] {5, 6}, new int[] {7, 8}, new int[] {9}), 2, 0);

    @Test
    void shouldRunInHalvesWhatDoesNotFitAndKeepTheOrder() {
        // Given memory for two rows
        ScriptedEngine small = withMemoryFor(2);

        // When
        float[] scores = new HalvingEngine(small).run(FIVE);

        // Then
        assertThat(scores).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 0);
        assertThat(small.rows)
                .as("the batch, its first half, and its second in parts")
                .containsExactly(5, 2, 1, 2);
    }

    @Test
    void shouldRememberWhatFits() {
        // Given
        ScriptedEngine small = withMemoryFor(2);
        HalvingEngine engine = new HalvingEngine(small);
        engine.run(FIVE);
        small.rows.clear();

        // When
        float[] scores = engine.run(FIVE);

        // Then nothing fails any more
        assertThat(scores).hasSize(10);
        assertThat(small.rows).allMatch(rows -> rows <= 2);
    }

    @Test
    void shouldFailWhereOneRowDoesNotFit() {
        // Given
        ScriptedEngine tiny = withMemoryFor(0);

        // When / Then
        assertThatThrownBy(() -> new HalvingEngine(tiny).run(FIVE))
                .isInstanceOf(DeviceMemoryException.class)
                .hasMessage("1 rows do not fit");
    }

    @Test
    void shouldNotRunAgainWhatFailsForAnotherReason() {
        // Given
        ScriptedEngine broken = new ScriptedEngine("gpu", batch -> {
            throw new EngineException("broken");
        });

        // When / Then
        assertThatThrownBy(() -> new HalvingEngine(broken).run(FIVE)).hasMessage("broken");
        assertThat(broken.rows).containsExactly(5);
    }

    private static ScriptedEngine withMemoryFor(int rows) {
        return new ScriptedEngine("gpu", batch -> {
            if (batch.rows() > rows) {
                throw new DeviceMemoryException(batch.rows() + " rows do not fit");
            }
        });
    }
}
