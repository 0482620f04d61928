package dev.assay.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CombinationTest {

    private static final List<Combination> ALL =
            List.of(new Combination.Largest(), new Combination.PooledOdds(0.5), new Combination.PooledOdds(1e-9));

    @Test
    void shouldTakeTheLargest() {
        assertThat(new Combination.Largest().score(new double[] {0.2, 0.9, 0.4}, 0.2))
                .isEqualTo(0.9);
    }

    @Test
    void shouldTakeTheGeometricMeanOfTheOdds() {
        // Given odds of 9 and 1/4, whose geometric mean is 1.5
        double score = new Combination.PooledOdds(1e-9).score(new double[] {0.9, 0.2}, 0.9);

        assertThat(score).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void shouldLetTheStrongestPartDecideByItsShareOfTheOdds() {
        // Given odds of 1/99 and 99: the mean is 1, a third of the strongest is 33
        double score = new Combination.PooledOdds(1.0 / 3).score(new double[] {0.01, 0.99}, 0.99);

        assertThat(score).isCloseTo(33.0 / 34, within(1e-12));
    }

    @Test
    void shouldLeaveAgreeingPartsAsTheyAre() {
        for (Combination combination : ALL) {
            assertThat(combination.score(new double[] {0.7, 0.7, 0.7}, 0.7)).isCloseTo(0.7, within(1e-12));
            assertThat(combination.score(new double[] {0.3}, 0.3)).isCloseTo(0.3, within(1e-12));
        }
    }

    @Test
    void shouldStayAProbabilityBetweenThePartsAndRiseWithEach() {
        long seed = 20;
        Random random = new Random(seed);
        for (int trial = 0; trial < 1_000; trial++) {
            // Given
            double[] parts = random.doubles(1 + random.nextInt(3)).toArray();
            int raised = random.nextInt(parts.length);
            double[] more = parts.clone();
            more[raised] += (1 - more[raised]) / 2;

            for (Combination combination : ALL) {
                // When
                double score = combination.score(parts, parts[0]);
                double risen = combination.score(more, more[0]);

                // Then
                assertThat(score).as("seed %d, trial %d", seed, trial).isBetween(least(parts), largest(parts));
                assertThat(risen).as("seed %d, trial %d", seed, trial).isGreaterThanOrEqualTo(score);
            }
        }
    }

    @Test
    void shouldCountCertaintyAsVeryMuchInsteadOfAll() {
        // Given parts that are certain of the contrary
        double score = new Combination.PooledOdds(0.5).score(new double[] {1, 0}, 0);

        assertThat(score).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void shouldRefuseWhatCannotBeCombined() {
        assertThatThrownBy(() -> new Combination.PooledOdds(0))
                .hasMessage("the strongest part's share is 0.0; expected above 0 and at most 1");
        for (Combination combination : ALL) {
            assertThatThrownBy(() -> combination.score(new double[0], 0.5))
                    .hasMessage("there are 0 probabilities to combine; expected at least 1");
        }
    }

    private static double least(double[] values) {
        double least = 1;
        for (double value : values) {
            least = Math.min(least, value);
        }
        return least - 1e-12;
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        return largest + 1e-12;
    }
}
