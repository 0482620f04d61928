package dev.assay.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What every pooling must do; each one has a subclass with its plain definition. */
abstract class PoolingContract {

    private static final long SEED = 13;
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    abstract Pooling pooling();

    /** The definition, as slow as it reads. */
    abstract double plain(double[] logits);

    @Test
    void shouldPoolAsItsDefinitionSays() {
        Random random = new Random(SEED);
        for (int tokens = 1; tokens <= 40; tokens++) {
            // Given
            double[] logits = random.doubles(tokens, -20, 20).toArray();

            // When
            double pooled = pooling().pool(logits);

            // Then
            assertThat(pooled).as("seed %d, %d tokens", SEED, tokens).isCloseTo(plain(logits), CLOSE);
        }
    }

    @Test
    void shouldStayBetweenTheSmallestAndTheLargest() {
        Random random = new Random(SEED);
        for (int tokens = 1; tokens <= 40; tokens++) {
            double[] logits = random.doubles(tokens, -500, 500).toArray();

            assertThat(pooling().pool(logits))
                    .as("seed %d, %d tokens", SEED, tokens)
                    .isBetween(
                            Arrays.stream(logits).min().orElseThrow() - 1e-9,
                            Arrays.stream(logits).max().orElseThrow() + 1e-9);
        }
    }

    @Test
    void shouldGiveTheLogitOfASingleToken() {
        assertThat(pooling().pool(new double[] {-3.25})).isEqualTo(-3.25);
    }

    @Test
    void shouldLeaveItsInputAlone() {
        double[] logits = {3, 1, 2};

        pooling().pool(logits);

        assertThat(logits).containsExactly(3, 1, 2);
    }

    @Test
    void shouldRefuseNoTokens() {
        assertThatThrownBy(() -> pooling().pool(new double[0])).hasMessage("pooling got 0 tokens; expected at least 1");
    }
}
