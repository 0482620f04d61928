package dev.assay.training;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One step of training: encodes a batch, keeps some of the activations ({@link Sparsity}), decodes, and moves the weights
 * down the gradient of the reconstruction error, the activations' cost and the auxiliary error of dead features. Not
 * thread-safe.
 *
 * <p>Only the encoder's product is dense. A batch has k active features a token, so decoding and both weight gradients
 * visit the active entries alone: about a fifth of the arithmetic of automatic differentiation over dense codes. Where
 * activations are priced they are many at first, and the first steps slow.
 *
 * <p>Sources: Bussmann et al., "BatchTopK Sparse Autoencoders", 2024; for dead features Gao et al., "Scaling and
 * evaluating sparse autoencoders", 2024; Kingma and Ba, "Adam", 2015.
 */
final class DictionaryStep {

    private static final int CHUNKS = 16; // fixed, so that sums do not depend on the number of threads

    private final DictionaryOptions options;
    private final DictionaryState state;
    private final MatrixProduct product;
    private final Sparsity sparsity;
    private final Adam adam = new Adam();
    private final int size;
    private final int dModel;
    private final float[] centred; // [batch, dModel], x - decoderBias
    private final float[] activations; // [batch, size]
    private final float[] decoded; // [batch, dModel]
    private final float[] error; // [batch, dModel], x - reconstruction
    private final float[] auxiliaryError; // [batch, dModel], error - what dead features make of it
    private final float[][] biasGradients; // [CHUNKS, dModel]

    DictionaryStep(DictionaryOptions options, DictionaryState state, MatrixProduct product) {
        this.options = options;
        this.state = state;
        this.product = product;
        this.sparsity = Sparsity.of(options);
        this.size = state.size;
        this.dModel = state.dModel;
        int batch = options.batch();
        centred = new float[batch * dModel];
        activations = new float[batch * size];
        decoded = new float[batch * dModel];
        error = new float[batch * dModel];
        auxiliaryError = new float[batch * dModel];
        biasGradients = new float[CHUNKS][dModel];
    }

    /**
     * @param unexplained mean squared norm of the error; 1 is what the mean alone leaves
     * @param dead features that have not fired for long
     */
    record Result(double unexplained, int dead) {}

    /** Trains on {@code x [tokens, dModel]}, scaled residuals, and counts the step. */
    Result train(float[] x, int tokens) {
        encode(x, tokens);
        SparseCode code = sparsity.keep(activations, tokens, size);
        float cost = sparsity.price(state, code) / tokens;
        markFired(code);
        int[] dead = state.dead(options);
        reconstruct(x, code, tokens);
        double squares = squares(error, tokens);
        SparseCode auxiliary = dead.length == 0 ? none(tokens) : deadCode(dead, tokens);
        auxiliaryResidual(auxiliary, tokens);
        float mainScale = -2f / tokens;
        float auxiliaryScale = (float) (-2 * options.auxiliaryWeight() / Math.max(squares, 1e-12));
        adam.begin(state.step + 1, options.learningRate(state.step));
        updateFeatures(code.transposed(size), mainScale, cost, auxiliary.transposed(size), auxiliaryScale);
        updateDecoderBias(tokens, mainScale);
        state.step++;
        return new Result(squares / tokens, dead.length);
    }

    /** The smallest activation that batch top-k keeps for {@code x [tokens, dModel]} at the present weights. */
    float smallestKept(float[] x, int tokens) {
        encode(x, tokens);
        return BatchTopK.threshold(activations, tokens * size, (long) options.k() * tokens);
    }

    private void encode(float[] x, int tokens) {
        IntStream.range(0, tokens).parallel().forEach(token -> {
            for (int i = 0; i < dModel; i++) {
                centred[token * dModel + i] = x[token * dModel + i] - state.decoderBias[i];
            }
        });
        product.multiply(centred, state.encoder, tokens, size, dModel, activations);
        IntStream.range(0, tokens).parallel().forEach(token -> {
            for (int feature = 0; feature < size; feature++) {
                int i = token * size + feature;
                activations[i] = Math.max(0, activations[i] + state.encoderBias[feature]);
            }
        });
    }

    private void markFired(SparseCode code) {
        long seen = (long) state.step * options.batch();
        for (int entry = 0; entry < code.entries(); entry++) {
            state.lastFired[code.feature(entry)] = seen;
        }
    }

    private void reconstruct(float[] x, SparseCode code, int tokens) {
        chunks(tokens, (chunk, from, to) -> {
            code.decode(state.decoder, dModel, decoded, from, to);
            for (int i = from * dModel; i < to * dModel; i++) {
                error[i] = x[i] - decoded[i] - state.decoderBias[i % dModel];
            }
        });
    }

    private void auxiliaryResidual(SparseCode auxiliary, int tokens) {
        if (auxiliary.entries() == 0) {
            return;
        }
        chunks(tokens, (chunk, from, to) -> {
            auxiliary.decode(state.decoder, dModel, decoded, from, to);
            for (int i = from * dModel; i < to * dModel; i++) {
                auxiliaryError[i] = error[i] - decoded[i];
            }
        });
    }

    /** For each token the largest positive activations among {@code dead} features. */
    private SparseCode deadCode(int[] dead, int tokens) {
        int most = Math.min(options.auxiliaryK(), dead.length);
        float[][] values = new float[tokens][];
        int[][] features = new int[tokens][];
        IntStream.range(0, tokens).parallel().forEach(token -> {
            float[] candidates = new float[dead.length];
            for (int i = 0; i < dead.length; i++) {
                candidates[i] = activations[token * size + dead[i]];
            }
            float[] sorted = candidates.clone();
            Arrays.sort(sorted);
            float atLeast = Math.max(sorted[dead.length - most], Float.MIN_VALUE);
            int[] chosen = IntStream.range(0, dead.length)
                    .filter(i -> candidates[i] >= atLeast)
                    .limit(most)
                    .toArray();
            values[token] = new float[chosen.length];
            features[token] = new int[chosen.length];
            for (int i = 0; i < chosen.length; i++) {
                values[token][i] = candidates[chosen[i]];
                features[token][i] = dead[chosen[i]];
            }
        });
        return SparseCode.ofRows(features, values);
    }

    /** Gradient and update of every feature's encoder row, encoder bias and decoder row. */
    private void updateFeatures(
            SparseCode main, float mainScale, float cost, SparseCode auxiliary, float auxiliaryScale) {
        chunks(size, (chunk, from, to) -> {
            float[] encoderGradient = new float[dModel];
            float[] decoderGradient = new float[dModel];
            float[] inputGradient = biasGradients[chunk];
            Arrays.fill(inputGradient, 0);
            for (int feature = from; feature < to; feature++) {
                Arrays.fill(encoderGradient, 0);
                Arrays.fill(decoderGradient, 0);
                float biasGradient = gradient(main, feature, error, mainScale, cost, encoderGradient, decoderGradient)
                        + gradient(
                                auxiliary,
                                feature,
                                auxiliaryError,
                                auxiliaryScale,
                                0,
                                encoderGradient,
                                decoderGradient);
                int row = feature * dModel;
                Vectors.addScaled(-biasGradient, state.encoder, row, inputGradient, 0, dModel);
                // The part along the row would only change its norm, which is put back to 1.
                float along = Vectors.dot(decoderGradient, 0, state.decoder, row, dModel);
                Vectors.addScaled(-along, state.decoder, row, decoderGradient, 0, dModel);
                adam.update(state.encoder, state.encoderMean, state.encoderSquare, row, encoderGradient, dModel);
                adam.update(state.decoder, state.decoderMean, state.decoderSquare, row, decoderGradient, dModel);
                adam.update(
                        state.encoderBias,
                        state.encoderBiasMean,
                        state.encoderBiasSquare,
                        feature,
                        new float[] {biasGradient},
                        1);
                state.normaliseDecoderRow(feature);
            }
        });
    }

    /**
     * Adds one feature's gradients over the tokens it is active at; returns that of its encoder bias.
     *
     * @param cost of a unit of activation at one token
     */
    private float gradient(
            SparseCode byFeature,
            int feature,
            float[] residual,
            float scale,
            float cost,
            float[] encoderGradient,
            float[] decoderGradient) {
        float biasGradient = 0;
        for (int entry = byFeature.start(feature); entry < byFeature.start(feature + 1); entry++) {
            int row = byFeature.feature(entry) * dModel;
            float slope = scale * Vectors.dot(residual, row, state.decoder, feature * dModel, dModel) + cost;
            Vectors.addScaled(scale * byFeature.value(entry), residual, row, decoderGradient, 0, dModel);
            Vectors.addScaled(slope, centred, row, encoderGradient, 0, dModel);
            biasGradient += slope;
        }
        return biasGradient;
    }

    /** The decoder bias is added to the reconstruction and subtracted from the encoder's input. */
    private void updateDecoderBias(int tokens, float scale) {
        float[] gradient = new float[dModel];
        for (int token = 0; token < tokens; token++) {
            Vectors.addScaled(scale, error, token * dModel, gradient, 0, dModel);
        }
        for (float[] part : biasGradients) {
            Vectors.addScaled(1, part, 0, gradient, 0, dModel);
        }
        adam.update(state.decoderBias, state.decoderBiasMean, state.decoderBiasSquare, 0, gradient, dModel);
    }

    private static SparseCode none(int tokens) {
        return new SparseCode(new int[tokens + 1], new int[0], new float[0]);
    }

    private double squares(float[] rows, int tokens) {
        double sum = 0;
        for (int i = 0; i < tokens * dModel; i++) {
            sum += (double) rows[i] * rows[i];
        }
        return sum;
    }

    @FunctionalInterface
    private interface Chunk {
        void run(int chunk, int from, int to);
    }

    private static void chunks(int count, Chunk work) {
        IntStream.range(0, CHUNKS)
                .parallel()
                .forEach(chunk -> work.run(
                        chunk, (int) ((long) count * chunk / CHUNKS), (int) ((long) count * (chunk + 1) / CHUNKS)));
    }
}
