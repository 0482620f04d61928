package dev.assay.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PoolingTest {

    @Nested
    class Mean extends PoolingContract {
        @Override
        Pooling pooling() {
            return new Pooling.Mean();
        }

        @Override
        double plain(double[] logits) {
            return Arrays.stream(logits).average().orElseThrow();
        }
    }

    @Nested
    class Max extends PoolingContract {
        @Override
        Pooling pooling() {
            return new Pooling.Max();
        }

        @Override
        double plain(double[] logits) {
            return Arrays.stream(logits).max().orElseThrow();
        }
    }

    @Nested
    class RollingMean extends PoolingContract {
        private static final int WIDTH = 7;

        @Override
        Pooling pooling() {
            return new Pooling.RollingMean(WIDTH);
        }

        @Override
        double plain(double[] logits) {
            int width = Math.min(WIDTH, logits.length);
            double largest = Double.NEGATIVE_INFINITY;
            for (int from = 0; from + width <= logits.length; from++) {
                largest = Math.max(
                        largest,
                        Arrays.stream(logits, from, from + width).average().orElseThrow());
            }
            return largest;
        }
    }

    @Nested
    class SoftmaxWeighted extends PoolingContract {
        private static final double TEMPERATURE = 3;

        @Override
        Pooling pooling() {
            return new Pooling.SoftmaxWeighted(TEMPERATURE);
        }

        @Override
        double plain(double[] logits) {
            double weights =
                    Arrays.stream(logits).map(l -> Math.exp(l / TEMPERATURE)).sum();
            return Arrays.stream(logits)
                    .map(l -> l * Math.exp(l / TEMPERATURE) / weights)
                    .sum();
        }
    }

    @Test
    void shouldGoFromMaximumToMeanWithTheTemperature() {
        double[] logits = {1, 2, 6};

        assertThat(new Pooling.SoftmaxWeighted(1e-6).pool(logits)).isEqualTo(6);
        assertThat(new Pooling.SoftmaxWeighted(1e9).pool(logits)).isCloseTo(3, Offset.offset(1e-6));
    }

    @Test
    void shouldNotOverflowOnLargeLogits() {
        assertThat(new Pooling.SoftmaxWeighted(1).pool(new double[] {5000, -5000}))
                .isEqualTo(5000);
    }

    @Test
    void shouldRefuseParametersThatMeanNothing() {
        assertThatThrownBy(() -> new Pooling.RollingMean(0))
                .hasMessage("rolling mean width is 0; expected at least 1 token");
        assertThatThrownBy(() -> new Pooling.SoftmaxWeighted(0))
                .hasMessage("softmax temperature is 0.0; expected a finite number above 0");
        assertThatThrownBy(() -> new Pooling.SoftmaxWeighted(Double.NaN))
                .hasMessage("softmax temperature is NaN; expected a finite number above 0");
    }
}
