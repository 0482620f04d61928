package dev.assay.training;

import dev.assay.dictionary.Activation;
import dev.assay.dictionary.Dictionary;
import dev.assay.graph.HalfFloat;
import dev.assay.graph.HookPoint;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The weights of a dictionary in training, with Adam's moments; written by one {@link DictionaryStep} at a time.
 *
 * <p>Residuals are centred on {@code mean} and multiplied by {@code scale}, so that their mean squared norm is 1
 * whatever the reader; {@link #fold} undoes it. The encoder is kept transposed, feature by feature.
 */
final class DictionaryState {

    final int size;
    final int dModel;
    final float[] encoder; // [size, dModel]
    final float[] encoderBias; // [size]
    final float[] decoder; // [size, dModel], rows of unit norm
    final float[] decoderBias; // [dModel]
    final float[] encoderMean; // [size, dModel], Adam's first moment, and so on
    final float[] encoderSquare;
    final float[] encoderBiasMean;
    final float[] encoderBiasSquare;
    final float[] decoderMean;
    final float[] decoderSquare;
    final float[] decoderBiasMean;
    final float[] decoderBiasSquare;
    final float[] price; // [1], of activations; 0 until it is first needed
    final long[] lastFired; // [size], tokens seen when the feature last fired
    int step;

    DictionaryState(int size, int dModel) {
        this.size = size;
        this.dModel = dModel;
        encoder = new float[size * dModel];
        encoderBias = new float[size];
        decoder = new float[size * dModel];
        decoderBias = new float[dModel];
        encoderMean = new float[size * dModel];
        encoderSquare = new float[size * dModel];
        encoderBiasMean = new float[size];
        encoderBiasSquare = new float[size];
        decoderMean = new float[size * dModel];
        decoderSquare = new float[size * dModel];
        decoderBiasMean = new float[dModel];
        decoderBiasSquare = new float[dModel];
        price = new float[1];
        lastFired = new long[size];
    }

    /** Random unit decoder rows, the encoder their transpose, biases 0. */
    static DictionaryState random(int size, int dModel, long seed) {
        DictionaryState state = new DictionaryState(size, dModel);
        Random random = new Random(seed);
        for (int i = 0; i < state.decoder.length; i++) {
            state.decoder[i] = (float) random.nextGaussian();
        }
        for (int feature = 0; feature < size; feature++) {
            state.normaliseDecoderRow(feature);
        }
        System.arraycopy(state.decoder, 0, state.encoder, 0, state.encoder.length);
        return state;
    }

    void normaliseDecoderRow(int feature) {
        int row = feature * dModel;
        float norm = (float) Math.sqrt(Vectors.dot(decoder, row, decoder, row, dModel));
        for (int i = row; i < row + dModel; i++) {
            decoder[i] /= norm;
        }
    }

    /** Features that have not fired within the last {@code options.deadAfter()} tokens, lowest first. */
    int[] dead(DictionaryOptions options) {
        long seen = (long) step * options.batch();
        return IntStream.range(0, size)
                .filter(feature -> seen - lastFired[feature] >= options.deadAfter())
                .toArray();
    }

    double deadShare(DictionaryOptions options) {
        return (double) dead(options).length / size;
    }

    /** All that changes in training, in a fixed order. */
    List<float[]> arrays() {
        return List.of(
                encoder,
                encoderBias,
                decoder,
                decoderBias,
                encoderMean,
                encoderSquare,
                encoderBiasMean,
                encoderBiasSquare,
                decoderMean,
                decoderSquare,
                decoderBiasMean,
                decoderBiasSquare,
                price);
    }

    /**
     * The dictionary of raw residuals. Its matrices are rounded to fp16, as bundles store them, so that what is measured is
     * what is used.
     *
     * @param activation for raw residuals
     */
    Dictionary fold(HookPoint hook, float[] mean, float scale, Activation activation) {
        float[] weight = new float[dModel * size]; // [dModel, size]
        for (int feature = 0; feature < size; feature++) {
            for (int i = 0; i < dModel; i++) {
                weight[i * size + feature] = rounded(encoder[feature * dModel + i]);
            }
        }
        float[] rows = new float[size * dModel]; // [size, dModel]
        for (int i = 0; i < rows.length; i++) {
            rows[i] = rounded(decoder[i]);
        }
        float[] bias = new float[size];
        for (int feature = 0; feature < size; feature++) {
            bias[feature] = encoderBias[feature] / scale;
        }
        float[] rawDecoderBias = new float[dModel];
        for (int i = 0; i < dModel; i++) {
            rawDecoderBias[i] = mean[i] + decoderBias[i] / scale;
        }
        return new Dictionary(hook, weight, bias, rows, rawDecoderBias, activation, true);
    }

    private static float rounded(float value) {
        return HalfFloat.toFloat(HalfFloat.fromFloat(value));
    }
}
