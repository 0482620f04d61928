package dev.assay.training;

import java.util.Arrays;

/**
 * The active features of a batch of tokens: a sparse matrix {@code [tokens, features]} in row order. Immutable.
 *
 * <p>Entries of token {@code i} are {@code [start(i), start(i + 1))}, features ascending.
 */
final class SparseCode {

    private final int[] starts; // [tokens + 1]
    private final int[] features; // [entries]
    private final float[] values; // [entries]

    /** Takes the arrays over. */
    SparseCode(int[] starts, int[] features, float[] values) {
        this.starts = starts;
        this.features = features;
        this.values = values;
    }

    /** @param features per token; {@code values} likewise */
    static SparseCode ofRows(int[][] features, float[][] values) {
        int[] starts = new int[features.length + 1];
        for (int token = 0; token < features.length; token++) {
            starts[token + 1] = starts[token] + features[token].length;
        }
        int[] allFeatures = new int[starts[features.length]];
        float[] allValues = new float[starts[features.length]];
        for (int token = 0; token < features.length; token++) {
            System.arraycopy(features[token], 0, allFeatures, starts[token], features[token].length);
            System.arraycopy(values[token], 0, allValues, starts[token], values[token].length);
        }
        return new SparseCode(starts, allFeatures, allValues);
    }

    int tokens() {
        return starts.length - 1;
    }

    int entries() {
        return features.length;
    }

    int start(int token) {
        return starts[token];
    }

    int feature(int entry) {
        return features[entry];
    }

    float value(int entry) {
        return values[entry];
    }

    /** The same matrix in column order: row {@code j} of the result lists the tokens feature {@code j} is active at. */
    SparseCode transposed(int featureCount) {
        int[] columnStarts = new int[featureCount + 1];
        for (int feature : features) {
            columnStarts[feature + 1]++;
        }
        Arrays.parallelPrefix(columnStarts, Integer::sum);
        int[] next = columnStarts.clone();
        int[] tokensOf = new int[features.length];
        float[] valuesOf = new float[features.length];
        for (int token = 0; token < tokens(); token++) {
            for (int entry = starts[token]; entry < starts[token + 1]; entry++) {
                int to = next[features[entry]]++;
                tokensOf[to] = token;
                valuesOf[to] = values[entry];
            }
        }
        return new SparseCode(columnStarts, tokensOf, valuesOf);
    }

    /** {@code out[token] = sum over active features of value * decoder[feature]}, for tokens {@code [from, to)}. */
    void decode(float[] decoder, int dModel, float[] out, int from, int to) {
        for (int token = from; token < to; token++) {
            int row = token * dModel;
            Arrays.fill(out, row, row + dModel, 0);
            for (int entry = starts[token]; entry < starts[token + 1]; entry++) {
                Vectors.addScaled(values[entry], decoder, features[entry] * dModel, out, row, dModel);
            }
        }
    }
}
