package dev.assay.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.dictionary.Activation;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparsityTest {

    private static final int SIZE = 40;
    private static final int TOKENS = 50;

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 40})
    void shouldKeepOfEachTokenWhatTheFinishedDictionaryKeeps(int k) {
        // Given positive parts with many ties
        long seed = 11L + k;
        Random random = new Random(seed);
        float[] activations = new float[TOKENS * SIZE];
        for (int i = 0; i < activations.length; i++) {
            activations[i] = Math.max(0, random.nextInt(9) - 4);
        }

        // When
        SparseCode kept = new Sparsity.OfToken(k).keep(activations, TOKENS, SIZE);

        // Then
        for (int token = 0; token < TOKENS; token++) {
            float[] expected = Arrays.copyOfRange(activations, token * SIZE, (token + 1) * SIZE);
            new Activation.TopK(k).apply(expected);
            float[] found = new float[SIZE];
            for (int entry = kept.start(token); entry < kept.start(token + 1); entry++) {
                found[kept.feature(entry)] = kept.value(entry);
            }
            assertThat(found).as("seed %d, token %d", seed, token).isEqualTo(expected);
        }
    }

    @Test
    void shouldKeepNothingOfATokenWithoutPositiveActivations() {
        assertThat(new Sparsity.OfToken(3).keep(new float[SIZE], 1, SIZE).entries())
                .isZero();
    }

    @Test
    void shouldRaiseThePriceWhileTooManyAreKeptAndLowerItWhileTooFewAre() {
        // Given a training whose goal has come down to k
        DictionaryOptions options = new DictionaryOptions(
                SIZE, 4, TOKENS, 100L * TOKENS, 1e-3, 0, 0, 4, 0, 1000, 10, 1, DictionaryKind.RELU_L1);
        DictionaryState state = new DictionaryState(SIZE, 5);
        state.step = 90;
        Sparsity priced = Sparsity.of(options);
        float[] dense = new float[TOKENS * SIZE];
        Arrays.fill(dense, 1);
        float[] sparse = new float[TOKENS * SIZE];
        sparse[7] = 1;

        // When
        float first = priced.price(state, priced.keep(dense, TOKENS, SIZE));
        float second = priced.price(state, priced.keep(dense, TOKENS, SIZE));
        float third = priced.price(state, priced.keep(sparse, TOKENS, SIZE));

        // Then
        assertThat(first).isPositive();
        assertThat(second).isGreaterThan(first);
        assertThat(third).isLessThan(second);
        assertThat(state.price[0]).isEqualTo(third);
    }
}
