package dev.assay.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PytorchProductTest {

    @Test
    void shouldAgreeWithPlainLoopsAndLeaveTheRestAlone() {
        // Given arrays longer than the matrices in them
        Random random = new Random(11);
        float[] a = random(random, 5 * 7 + 3); // [5, 7]
        float[] b = random(random, 4 * 7); // [4, 7]
        float[] expected = new float[5 * 4];
        float[] actual = new float[5 * 4 + 2];
        actual[20] = 42;

        // When
        new PlainProduct().multiply(a, b, 5, 4, 7, expected);
        try (PytorchProduct product = PytorchProduct.open()) {
            product.multiply(a, b, 5, 4, 7, actual);
        }

        // Then
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("seed 11, element %d", i).isCloseTo(expected[i], within(1e-5f));
        }
        assertThat(actual[20]).isEqualTo(42);
    }

    private static float[] random(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
