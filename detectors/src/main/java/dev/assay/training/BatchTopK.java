package dev.assay.training;

import java.util.stream.IntStream;

/**
 * Keeps the {@code k * tokens} largest positive values of a whole batch, so that hard tokens may use more features than
 * easy ones. Pure functions, parallel over tokens.
 *
 * <p>Source: Bussmann, Leask and Nanda, "BatchTopK Sparse Autoencoders", 2024.
 */
final class BatchTopK {

    private static final int HALF = 1 << 16;

    private BatchTopK() {}

    /**
     * The {@code rank}-th largest positive value of {@code values [length]}; the smallest positive value if there are
     * fewer, positive infinity if there is none.
     *
     * <p>Positive floats are ordered as their bits, so two passes of counting, over the upper and then the lower half of
     * the bits, find it exactly.
     */
    static float threshold(float[] values, int length, long rank) {
        int[] upper = new int[HALF];
        long positive = 0;
        for (int i = 0; i < length; i++) {
            if (values[i] > 0) {
                upper[Float.floatToRawIntBits(values[i]) >>> 16]++;
                positive++;
            }
        }
        if (positive == 0) {
            return Float.POSITIVE_INFINITY;
        }
        long remaining = Math.min(rank, positive);
        int high = binOfRank(upper, remaining);
        remaining -= countAbove(upper, high);
        int[] lower = new int[HALF];
        for (int i = 0; i < length; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            if (bits >>> 16 == high) {
                lower[bits & 0xffff]++;
            }
        }
        return Float.intBitsToFloat(high << 16 | binOfRank(lower, remaining));
    }

    /** Every value of {@code values [tokens, size]} that is at least {@code threshold}. */
    static SparseCode keep(float[] values, int tokens, int size, float threshold) {
        int[] starts = new int[tokens + 1];
        IntStream.range(0, tokens).parallel().forEach(token -> {
            int count = 0;
            for (int i = token * size; i < (token + 1) * size; i++) {
                count += values[i] >= threshold ? 1 : 0;
            }
            starts[token + 1] = count;
        });
        for (int token = 0; token < tokens; token++) {
            starts[token + 1] += starts[token];
        }
        int[] features = new int[starts[tokens]];
        float[] kept = new float[starts[tokens]];
        IntStream.range(0, tokens).parallel().forEach(token -> {
            int to = starts[token];
            for (int feature = 0; feature < size && to < starts[token + 1]; feature++) {
                float value = values[token * size + feature];
                if (value >= threshold) {
                    features[to] = feature;
                    kept[to] = value;
                    to++;
                }
            }
        });
        return new SparseCode(starts, features, kept);
    }

    private static int binOfRank(int[] counts, long rank) {
        long seen = 0;
        int bin = counts.length;
        while (seen < rank) {
            bin--;
            seen += counts[bin];
        }
        return bin;
    }

    private static long countAbove(int[] counts, int bin) {
        long above = 0;
        for (int i = bin + 1; i < counts.length; i++) {
            above += counts[i];
        }
        return above;
    }
}
