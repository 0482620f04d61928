package dev.assay.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.graph.HookPoint;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FidelityMeterTest {

    private static final int D_MODEL = 6;
    private static final int SIZE = 10;

    @Test
    void shouldMeasureAsTheDefinitionSays() {
        // Given
        long seed = 8;
        Random random = new Random(seed);
        Dictionary dictionary = new Dictionary(
                new HookPoint(0),
                gaussian(random, D_MODEL * SIZE),
                gaussian(random, SIZE),
                gaussian(random, SIZE * D_MODEL),
                gaussian(random, D_MODEL),
                new Activation.Relu(),
                true);
        int tokens = 50;
        float[] residuals = gaussian(random, tokens * D_MODEL);
        FidelityMeter meter = new FidelityMeter(dictionary);

        // When
        for (int token = 0; token < tokens; token++) {
            meter.add(residuals, token * D_MODEL);
        }
        Fidelity measured = meter.measured();

        // Then
        assertThat(measured.tokens()).as("seed %d", seed).isEqualTo(tokens);
        assertThat(measured.meanL0()).as("seed %d", seed).isEqualTo(plainL0(dictionary, residuals, tokens));
        assertThat(measured.explainedVariance())
                .as("seed %d", seed)
                .isCloseTo(plainExplained(dictionary, residuals, tokens), Offset.offset(1e-9));
    }

    @Test
    void shouldExplainAllWhereTheDictionaryIsTheIdentity() {
        // Given
        Dictionary identity = new Dictionary(
                new HookPoint(0),
                new float[] {1, -1, 0, 0, 0, 0, 1, -1},
                new float[4],
                new float[] {1, 0, -1, 0, 0, 1, 0, -1},
                new float[2],
                new Activation.Relu(),
                false);
        FidelityMeter meter = new FidelityMeter(identity);

        // When
        meter.add(new float[] {1, -2, 3, 4}, 0);
        meter.add(new float[] {1, -2, 3, 4}, 2);

        // Then
        assertThat(meter.measured()).isEqualTo(new Fidelity(2, 1, 2));
    }

    @Test
    void shouldRefuseTokensThatDoNotVary() {
        FidelityMeter meter = new FidelityMeter(new Dictionary(
                new HookPoint(0),
                new float[1],
                new float[1],
                new float[1],
                new float[1],
                new Activation.Relu(),
                false));
        meter.add(new float[] {1}, 0);

        assertThatThrownBy(meter::measured)
                .hasMessage("residuals of 1 tokens do not vary; expected at least two different ones");
    }

    private static double plainL0(Dictionary dictionary, float[] residuals, int tokens) {
        double fired = 0;
        float[] features = new float[SIZE];
        for (int token = 0; token < tokens; token++) {
            dictionary.encode(residuals, token * D_MODEL, features);
            for (float value : features) {
                fired += value > 0 ? 1 : 0;
            }
        }
        return fired / tokens;
    }

    private static double plainExplained(Dictionary dictionary, float[] residuals, int tokens) {
        double error = 0;
        double variance = 0;
        float[] features = new float[SIZE];
        float[] decoded = new float[D_MODEL];
        for (int i = 0; i < D_MODEL; i++) {
            double mean = 0;
            for (int token = 0; token < tokens; token++) {
                mean += (double) residuals[token * D_MODEL + i] / tokens;
            }
            for (int token = 0; token < tokens; token++) {
                dictionary.encode(residuals, token * D_MODEL, features);
                dictionary.decode(features, decoded);
                double value = residuals[token * D_MODEL + i];
                error += Math.pow(value - decoded[i], 2);
                variance += Math.pow(value - mean, 2);
            }
        }
        return 1 - error / variance;
    }

    private static float[] gaussian(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
