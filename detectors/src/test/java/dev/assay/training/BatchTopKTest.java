package dev.assay.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchTopKTest {

    @Test
    void shouldFindTheRankThatSortingFinds() {
        for (long seed = 0; seed < 100; seed++) {
            // Given
            Random random = new Random(seed);
            float[] values = new float[1 + random.nextInt(200)];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextInt(3) == 0
                        ? 0
                        : (float) (random.nextGaussian() * Math.pow(10, random.nextInt(6) - 3));
            }
            int rank = 1 + random.nextInt(values.length);

            // When
            float threshold = BatchTopK.threshold(values, values.length, rank);

            // Then
            float[] positive = sortedPositive(values);
            float expected =
                    positive.length == 0 ? Float.POSITIVE_INFINITY : positive[Math.max(0, positive.length - rank)];
            assertThat(threshold).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void shouldKeepWhatReachesTheThresholdAndTransposeIt() {
        // Given two tokens of three features
        float[] values = {3, 0, 1, 0, 2, 4};

        // When
        SparseCode code = BatchTopK.keep(values, 2, 3, 2);
        SparseCode byFeature = code.transposed(3);

        // Then
        assertThat(dense(code, 3)).containsExactly(3, 0, 0, 0, 2, 4);
        assertThat(dense(byFeature, 2)).containsExactly(3, 0, 0, 2, 0, 4);
    }

    @Test
    void shouldKeepNothingWhereNothingIsPositive() {
        float[] values = {0, 0, 0, 0};
        float threshold = BatchTopK.threshold(values, 4, 2);
        assertThat(BatchTopK.keep(values, 2, 2, threshold).entries()).isZero();
    }

    private static float[] dense(SparseCode code, int columns) {
        float[] dense = new float[code.tokens() * columns];
        for (int row = 0; row < code.tokens(); row++) {
            for (int entry = code.start(row); entry < code.start(row + 1); entry++) {
                dense[row * columns + code.feature(entry)] = code.value(entry);
            }
        }
        return dense;
    }

    private static float[] sortedPositive(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        int zeros = 0;
        while (zeros < sorted.length && sorted[zeros] <= 0) {
            zeros++;
        }
        return Arrays.copyOfRange(sorted, zeros, sorted.length);
    }
}
