package dev.assay.training;

import dev.assay.graph.HalfFloat;
import java.util.Random;

/**
 * A random sample of one record's token residuals: each token read is in it with the same probability.
 *
 * <p>Source: Vitter, "Random Sampling with a Reservoir", 1985, algorithm R.
 */
final class TokenSample {

    private final int capacity;
    private final int dModel;
    private final Random random;
    private final int[] tokenIds; // [capacity]
    private final short[] residuals; // [capacity, dModel], fp16
    private int seen;

    TokenSample(int capacity, int dModel, long seed) {
        this.capacity = capacity;
        this.dModel = dModel;
        this.random = new Random(seed);
        this.tokenIds = new int[capacity];
        this.residuals = new short[capacity * dModel];
    }

    /** @param row the token's residual is {@code [offset .. offset + dModel)} */
    void offer(int tokenId, float[] row, int offset) {
        seen++;
        int slot = seen <= capacity ? seen - 1 : random.nextInt(seen);
        if (slot < capacity) {
            tokenIds[slot] = tokenId;
            for (int i = 0; i < dModel; i++) {
                residuals[slot * dModel + i] = HalfFloat.fromFloat(row[offset + i]);
            }
        }
    }

    int size() {
        return Math.min(seen, capacity);
    }

    /** Filled elements of {@link #residuals}. */
    int rowLength() {
        return size() * dModel;
    }

    int tokenId(int slot) {
        return tokenIds[slot];
    }

    /** {@code [capacity, dModel]}, fp16; only the first {@link #size} rows are filled. */
    short[] residuals() {
        return residuals;
    }
}
