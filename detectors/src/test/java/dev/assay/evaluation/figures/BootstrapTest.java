package dev.assay.evaluation.figures;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    @Test
    void shouldGiveTheIntervalOfAMeanThatTheoryGives() {
        // Given 400 normal numbers; the 95% interval of their mean is 1.96 standard errors to each side
        long seed = 3;
        Random random = new Random(seed);
        double[] values = random.doubles(400).map(x -> random.nextGaussian()).toArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double error = Math.sqrt(Arrays.stream(values)
                        .map(x -> (x - mean) * (x - mean))
                        .average()
                        .orElseThrow()
                / 400);

        // When
        Interval interval = requireNonNull(new Bootstrap(400, 4000, seed).of(counts -> mean(values, counts)));

        // Then
        assertThat(interval.value()).isCloseTo(mean, within(1e-12));
        assertThat(interval.low()).as("seed %d", seed).isCloseTo(mean - 1.96 * error, within(0.15 * error));
        assertThat(interval.high()).as("seed %d", seed).isCloseTo(mean + 1.96 * error, within(0.15 * error));
    }

    @Test
    void shouldRepeatWithTheSameSeed() {
        double[] values = {1, 5, 2, 8, 3};
        assertThat(new Bootstrap(5, 50, 9).of(counts -> mean(values, counts)))
                .isEqualTo(new Bootstrap(5, 50, 9).of(counts -> mean(values, counts)))
                .isNotEqualTo(new Bootstrap(5, 50, 10).of(counts -> mean(values, counts)));
    }

    @Test
    void shouldHaveNoIntervalWhereThereIsNoFigure() {
        assertThat(new Bootstrap(5, 50, 9).of(counts -> Double.NaN)).isNull();
    }

    private static double mean(double[] values, int[] counts) {
        double sum = 0;
        double all = 0;
        for (int i = 0; i < values.length; i++) {
            sum += counts[i] * values[i];
            all += counts[i];
        }
        return sum / all;
    }
}
