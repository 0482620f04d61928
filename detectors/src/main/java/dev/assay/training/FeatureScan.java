package dev.assay.training;

import dev.assay.dictionary.Dictionary;
import dev.assay.graph.Tap;
import java.util.stream.IntStream;

/** Feature values of stretches of token residuals, computed in batches with one dense product. Not thread-safe. */
final class FeatureScan {

    private static final int BATCH = 1024;

    private final int size;
    private final int dModel;
    private final TokenRows rows;
    private final MatrixProduct product;
    private final float[] weight; // [size, dModel]
    private final float[] bias; // [size]
    private final float[] threshold; // [size]
    private final float[] x; // [BATCH, dModel]
    private final float[] values; // [BATCH, size]

    /** Scans only {@code features} of the dictionary; values come in that order. */
    FeatureScan(Dictionary dictionary, int[] features, TokenRows rows, MatrixProduct product) {
        this.size = features.length;
        this.dModel = dictionary.dModel();
        this.rows = rows;
        this.product = product;
        Tap.JumpRelu slice = dictionary.slice(features);
        this.weight = new float[size * dModel];
        float[] columns = slice.weight(); // [dModel, size]
        for (int i = 0; i < dModel; i++) {
            for (int feature = 0; feature < size; feature++) {
                weight[feature * dModel + i] = columns[i * size + feature];
            }
        }
        this.bias = slice.bias();
        this.threshold = slice.threshold();
        this.x = new float[BATCH * dModel];
        this.values = new float[BATCH * size];
    }

    /** Is given the feature values of one token: {@code values[offset .. offset + size)}, valid during the call. */
    @FunctionalInterface
    interface Visitor {
        void visit(int row, float[] values, int offset);
    }

    /** Visits the rows {@code chosen}, in that order. */
    void scan(int[] chosen, Visitor visitor) {
        for (int first = 0; first < chosen.length; first += BATCH) {
            int count = Math.min(BATCH, chosen.length - first);
            for (int i = 0; i < count; i++) {
                rows.copyRow(chosen[first + i], x, i * dModel);
            }
            product.multiply(x, weight, count, size, dModel, values);
            IntStream.range(0, count).parallel().forEach(token -> {
                for (int feature = 0; feature < size; feature++) {
                    int i = token * size + feature;
                    float pre = values[i] + bias[feature];
                    values[i] = pre > threshold[feature] ? Math.max(pre, 0) : 0;
                }
            });
            for (int i = 0; i < count; i++) {
                visitor.visit(chosen[first + i], values, i * size);
            }
        }
    }
}
