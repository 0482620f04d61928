package dev.assay.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.graph.HookPoint;
import dev.assay.graph.Tap;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryTest {

    private static final int D_MODEL = 12;
    private static final int SIZE = 30;
    private static final long SEED = 3;
    private static final Offset<Float> CLOSE = Offset.offset(1e-5f);

    private final Random random = new Random(SEED);
    private final float[] encoderWeight = gaussian(D_MODEL * SIZE); // [dModel, size]
    private final float[] encoderBias = gaussian(SIZE);
    private final float[] decoderWeight = gaussian(SIZE * D_MODEL); // [size, dModel]
    private final float[] decoderBias = gaussian(D_MODEL);
    private final float[] threshold = gaussian(SIZE);
    private final float[] residuals = gaussian(3 * D_MODEL); // [3, dModel]

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldEncodeAsThePlainLoopDoes(boolean decoderBiasOnInput) {
        // Given
        Dictionary dictionary = dictionary(new Activation.JumpRelu(threshold), decoderBiasOnInput);
        float[] features = gaussian(SIZE); // whatever was there before

        // When
        dictionary.encode(residuals, D_MODEL, features);

        // Then
        double[] pre = plainPre(D_MODEL, decoderBiasOnInput);
        for (int feature = 0; feature < SIZE; feature++) {
            double expected = pre[feature] > threshold[feature] ? Math.max(pre[feature], 0) : 0;
            assertThat(features[feature])
                    .as("seed %d, feature %d", SEED, feature)
                    .isCloseTo((float) expected, CLOSE);
        }
    }

    @Test
    void shouldKeepOnlyTheLargestWithTopK() {
        // Given
        int k = 5;
        float[] features = new float[SIZE];

        // When
        dictionary(new Activation.TopK(k), true).encode(residuals, 0, features);

        // Then
        double[] pre = plainPre(0, true);
        for (int feature = 0; feature < SIZE; feature++) {
            double value = pre[feature];
            long larger = Arrays.stream(pre).filter(other -> other > value).count();
            double expected = larger < k ? Math.max(value, 0) : 0;
            assertThat(features[feature])
                    .as("seed %d, feature %d", SEED, feature)
                    .isCloseTo((float) expected, CLOSE);
        }
    }

    @Test
    void shouldDecodeAsThePlainLoopDoes() {
        // Given
        float[] features = gaussian(SIZE);
        features[4] = 0;
        float[] residual = gaussian(D_MODEL);

        // When
        dictionary(new Activation.Relu(), true).decode(features, residual);

        // Then
        for (int i = 0; i < D_MODEL; i++) {
            double expected = decoderBias[i];
            for (int feature = 0; feature < SIZE; feature++) {
                expected += (double) features[feature] * decoderWeight[feature * D_MODEL + i];
            }
            assertThat(residual[i]).as("seed %d, element %d", SEED, i).isCloseTo((float) expected, CLOSE);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSliceToTheSameNumbersBitForBit(boolean decoderBiasOnInput) {
        for (Activation activation : new Activation[] {new Activation.Relu(), new Activation.JumpRelu(threshold)}) {
            // Given
            Dictionary dictionary = dictionary(activation, decoderBiasOnInput);
            int[] chosen = {29, 0, 7, 7};
            float[] all = new float[SIZE];
            dictionary.encode(residuals, 0, all);

            // When
            Tap.JumpRelu tap = dictionary.slice(chosen);

            // Then
            assertThat(tap.hook()).isEqualTo(dictionary.hook());
            float[] values = run(tap);
            for (int column = 0; column < chosen.length; column++) {
                assertThat(values[column])
                        .as("seed %d, column %d", SEED, column)
                        .isEqualTo(all[chosen[column]]);
            }
        }
    }

    @Test
    void shouldRefuseToSliceTopK() {
        Dictionary dictionary = dictionary(new Activation.TopK(4), true);

        assertThatThrownBy(() -> dictionary.slice(new int[] {1}))
                .isInstanceOf(DictionaryException.class)
                .hasMessage(
                        "activation is top-k with k 4; expected relu or jumprelu: which of its features fire depends"
                                + " on all others, so single ones cannot be computed alone. Fold it to a jumprelu threshold, or"
                                + " monitor no features");
    }

    @Test
    void shouldRefuseAFeatureThatDoesNotExist() {
        Dictionary dictionary = dictionary(new Activation.Relu(), true);

        assertThatThrownBy(() -> dictionary.slice(new int[] {30}))
                .hasMessage("feature is 30; expected 0 to 29, the dictionary's features");
        assertThatThrownBy(() -> dictionary.neighbours(-1, 3))
                .hasMessage("feature is -1; expected 0 to 29, the dictionary's features");
    }

    @Test
    void shouldRankNeighboursByCosine() {
        // Given
        Dictionary dictionary = new Dictionary(
                new HookPoint(0),
                new float[2 * 5],
                new float[5],
                new float[] {1, 0, -3, 0, 5, 5, 0, 0, 0.1f, 0.02f},
                new float[2],
                new Activation.Relu(),
                false);

        // Then
        assertThat(dictionary.neighbours(0, 3)).extracting(Neighbour::feature).containsExactly(4, 2, 3);
        assertThat(dictionary.neighbours(0, 9).get(1).cosine()).isCloseTo(Math.sqrt(0.5), Offset.offset(1e-12));
        assertThat(dictionary.neighbours(0, 9).get(3)).isEqualTo(new Neighbour(1, -1));
    }

    @Test
    void shouldRefuseAResidualThatIsNotFinite() {
        Dictionary dictionary = dictionary(new Activation.JumpRelu(threshold), true);
        residuals[5] = Float.NaN;

        assertThatThrownBy(() -> dictionary.encode(residuals, 0, new float[SIZE]))
                .isInstanceOf(DictionaryException.class)
                .hasMessage("residual[5] is NaN; expected a finite number");
    }

    @Test
    void shouldRefuseShapesThatDoNotAgree() {
        assertThatThrownBy(() -> new Dictionary(
                        new HookPoint(0),
                        new float[5],
                        new float[2],
                        new float[6],
                        new float[3],
                        new Activation.Relu(),
                        true))
                .hasMessage("W_enc has 5 elements; expected 6 for dModel 3 and 2 features");
        assertThatThrownBy(() -> new Dictionary(
                        new HookPoint(0),
                        new float[6],
                        new float[2],
                        new float[7],
                        new float[3],
                        new Activation.Relu(),
                        true))
                .hasMessage("W_dec has 7 elements; expected 6 for dModel 3 and 2 features");
        assertThatThrownBy(() -> dictionary(new Activation.JumpRelu(new float[3]), true))
                .hasMessage("threshold has 3 elements; expected 30, one a feature");
        assertThatThrownBy(() -> dictionary(new Activation.TopK(31), true))
                .hasMessage("k is 31; expected at most 30, the number of features");
        assertThatThrownBy(() -> new Activation.TopK(0)).hasMessage("k is 0; expected at least 1");
    }

    @Test
    void shouldRefuseWeightsThatAreNotFinite() {
        encoderWeight[17] = Float.POSITIVE_INFINITY;

        assertThatThrownBy(() -> dictionary(new Activation.Relu(), true))
                .hasMessage("W_enc[17] is Infinity; expected a finite number");
    }

    @Test
    void shouldNotChangeWithTheArraysItWasMadeOf() {
        // Given
        Dictionary dictionary = dictionary(new Activation.JumpRelu(threshold), true);
        float[] before = new float[SIZE];
        dictionary.encode(residuals, 0, before);

        // When
        Arrays.fill(encoderWeight, 0);
        Arrays.fill(dictionary.encoderBias(), 100);
        Arrays.fill(threshold, 100);

        // Then
        float[] after = new float[SIZE];
        dictionary.encode(residuals, 0, after);
        assertThat(after).containsExactly(before);
    }

    private Dictionary dictionary(Activation activation, boolean decoderBiasOnInput) {
        return new Dictionary(
                new HookPoint(2),
                encoderWeight,
                encoderBias,
                decoderWeight,
                decoderBias,
                activation,
                decoderBiasOnInput);
    }

    private double[] plainPre(int offset, boolean decoderBiasOnInput) {
        double[] pre = new double[SIZE];
        for (int feature = 0; feature < SIZE; feature++) {
            pre[feature] = encoderBias[feature];
            for (int i = 0; i < D_MODEL; i++) {
                double shifted = residuals[offset + i] - (decoderBiasOnInput ? (double) decoderBias[i] : 0);
                pre[feature] += shifted * encoderWeight[i * SIZE + feature];
            }
        }
        return pre;
    }

    /** The tap's definition, on the first residual vector. */
    private float[] run(Tap.JumpRelu tap) {
        float[] values = tap.bias();
        for (int i = 0; i < D_MODEL; i++) {
            for (int column = 0; column < tap.columns(); column++) {
                values[column] += residuals[i] * tap.weight()[i * tap.columns() + column];
            }
        }
        for (int column = 0; column < tap.columns(); column++) {
            values[column] = values[column] > tap.threshold()[column] ? Math.max(values[column], 0) : 0;
        }
        return values;
    }

    private float[] gaussian(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
