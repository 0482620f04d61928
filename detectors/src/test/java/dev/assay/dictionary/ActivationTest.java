package dev.assay.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ActivationTest {

    @Test
    void shouldFireAboveTheThresholdOnly() {
        // Given
        float[] pre = {1, 1, 1, -1, -1};

        // When
        new Activation.JumpRelu(new float[] {0.5f, 1, 2, -2, 0}).apply(pre);

        // Then
        assertThat(pre).containsExactly(1, 0, 0, 0, 0);
    }

    @Test
    void shouldRectify() {
        float[] pre = {1, -1, 0};

        new Activation.Relu().apply(pre);

        assertThat(pre).containsExactly(1, 0, 0);
    }

    @Test
    void shouldGiveTiesToTheLowerIndex() {
        float[] pre = {2, 3, 2, 2};

        new Activation.TopK(2).apply(pre);

        assertThat(pre).containsExactly(2, 3, 0, 0);
    }

    @Test
    void shouldNotFireNegativeOnesEvenAmongTheLargest() {
        float[] pre = {-2, 3, -1, -4};

        new Activation.TopK(3).apply(pre);

        assertThat(pre).containsExactly(0, 3, 0, 0);
    }

    @Test
    void shouldGiveThresholdsInTheOrderAskedFor() {
        Activation jump = new Activation.JumpRelu(new float[] {1, 2, 3});

        assertThat(jump.thresholds(new int[] {2, 0})).containsExactly(3, 1);
        assertThat(new Activation.Relu().thresholds(new int[] {2, 0})).containsExactly(0, 0);
    }
}
