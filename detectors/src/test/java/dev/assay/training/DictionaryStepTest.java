package dev.assay.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DictionaryStepTest {

    private static final int SIZE = 12;
    private static final int D_MODEL = 5;
    private static final int TOKENS = 8;
    private static final int K = 2;

    /**
     * Adam's first step moves every weight by the learning rate against the sign of its gradient, so the step shows the
     * sign of every gradient, and the moments show their size: compared with differences of the loss in double precision.
     */
    @ParameterizedTest
    @EnumSource(DictionaryKind.class)
    void shouldFollowTheGradientOfTheLoss(DictionaryKind kind) {
        // Given
        DictionaryState state = DictionaryState.random(SIZE, D_MODEL, 3);
        float[] x = batch(4);
        float[] encoder = state.encoder.clone();
        float[] bias = state.encoderBias.clone();
        float[] decoder = state.decoder.clone();
        float[] decoderBias = state.decoderBias.clone();
        boolean[] active = active(kind, x, encoder, bias, decoderBias);
        state.price[0] = kind == DictionaryKind.RELU_L1 ? 0.4f : 0;

        // When
        new DictionaryStep(options(1_000_000, kind), state, new PlainProduct()).train(x, TOKENS);

        // Then the first moment is a tenth of the gradient
        DoubleSupplier loss = () -> loss(x, encoder, bias, decoder, decoderBias, active, state.price[0]);
        compare("encoder", encoder, state.encoderMean, loss);
        compare("encoder bias", bias, state.encoderBiasMean, loss);
        compare("decoder bias", decoderBias, state.decoderBiasMean, loss);
    }

    @Test
    void shouldKeepDecoderRowsAtUnitNorm() {
        // Given
        DictionaryState state = DictionaryState.random(SIZE, D_MODEL, 3);
        DictionaryStep step =
                new DictionaryStep(options(1_000_000, DictionaryKind.BATCH_TOP_K), state, new PlainProduct());

        // When
        for (int i = 0; i < 20; i++) {
            step.train(batch(i), TOKENS);
        }

        // Then
        for (int feature = 0; feature < SIZE; feature++) {
            int row = feature * D_MODEL;
            float squares = Vectors.dot(state.decoder, row, state.decoder, row, D_MODEL);
            assertThat(squares).as("feature %d", feature).isCloseTo(1, within(1e-5f));
        }
    }

    @Test
    void shouldTrainDeadFeaturesOnWhatTheOthersLeave() {
        // Given a feature that hardly fires, and a step after which a feature that did not fire is dead
        DictionaryState state = DictionaryState.random(SIZE, D_MODEL, 3);
        float[] x = batch(4);
        boolean[] active = active(DictionaryKind.BATCH_TOP_K, x, state.encoder, state.encoderBias, state.decoderBias);
        DictionaryStep step =
                new DictionaryStep(options(TOKENS, DictionaryKind.BATCH_TOP_K), state, new PlainProduct());

        // When
        step.train(x, TOKENS);
        DictionaryStep.Result second = step.train(x, TOKENS);

        // Then
        assertThat(second.dead()).isPositive();
        boolean silentOneMoved = false;
        for (int feature = 0; feature < SIZE; feature++) {
            boolean fired = false;
            for (int token = 0; token < TOKENS; token++) {
                fired |= active[token * SIZE + feature];
            }
            silentOneMoved |= !fired && state.encoderBiasMean[feature] != 0;
        }
        assertThat(silentOneMoved).isTrue();
    }

    private static DictionaryOptions options(long deadAfter, DictionaryKind kind) {
        return new DictionaryOptions(SIZE, K, TOKENS, 1000, 1e-3, 0, 0, 4, 1.0 / 32, deadAfter, 1000, 1, kind);
    }

    private static float[] batch(long seed) {
        Random random = new Random(seed);
        float[] x = new float[TOKENS * D_MODEL];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    private static void compare(String name, float[] weights, float[] firstMoment, DoubleSupplier loss) {
        for (int i = 0; i < weights.length; i++) {
            float kept = weights[i];
            weights[i] = kept + 1e-3f;
            double above = loss.getAsDouble();
            weights[i] = kept - 1e-3f;
            double below = loss.getAsDouble();
            weights[i] = kept;
            assertThat(10 * firstMoment[i])
                    .as("gradient of %s %d", name, i)
                    .isCloseTo((float) ((above - below) / 2e-3), within(2e-3f));
        }
    }

    /** Mean squared error, and the price of the activations, with the set of active features held fixed. */
    private static double loss(
            float[] x,
            float[] encoder,
            float[] bias,
            float[] decoder,
            float[] decoderBias,
            boolean[] active,
            double price) {
        double sum = 0;
        for (int token = 0; token < TOKENS; token++) {
            double[] miss = new double[D_MODEL];
            for (int i = 0; i < D_MODEL; i++) {
                miss[i] = x[token * D_MODEL + i] - decoderBias[i];
            }
            for (int feature = 0; feature < SIZE; feature++) {
                if (active[token * SIZE + feature]) {
                    double value = activation(x, encoder, bias, decoderBias, token, feature);
                    sum += price * value;
                    for (int i = 0; i < D_MODEL; i++) {
                        miss[i] -= value * decoder[feature * D_MODEL + i];
                    }
                }
            }
            for (double part : miss) {
                sum += part * part;
            }
        }
        return sum / TOKENS;
    }

    private static boolean[] active(
            DictionaryKind kind, float[] x, float[] encoder, float[] bias, float[] decoderBias) {
        double[] values = new double[TOKENS * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = activation(x, encoder, bias, decoderBias, i / SIZE, i % SIZE);
        }
        boolean[] active = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            int token = i / SIZE;
            double smallest =
                    switch (kind) {
                        case BATCH_TOP_K -> largest(values, K * TOKENS);
                        case TOP_K -> largest(Arrays.copyOfRange(values, token * SIZE, (token + 1) * SIZE), K);
                        case RELU_L1 -> 0;
                    };
            active[i] = values[i] > 0 && values[i] >= smallest;
        }
        return active;
    }

    private static double largest(double[] values, int rank) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length - rank];
    }

    private static double activation(
            float[] x, float[] encoder, float[] bias, float[] decoderBias, int token, int feature) {
        double sum = bias[feature];
        for (int i = 0; i < D_MODEL; i++) {
            sum += (double) (x[token * D_MODEL + i] - decoderBias[i]) * encoder[feature * D_MODEL + i];
        }
        return sum;
    }
}
