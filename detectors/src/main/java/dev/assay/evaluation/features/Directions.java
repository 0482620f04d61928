package dev.assay.evaluation.features;

import dev.assay.dictionary.Dictionary;

/** Decoder rows as unit vectors. Pure functions. */
final class Directions {

    private Directions() {}

    /** {@code [dModel]}; zero where the row is. */
    static float[] of(Dictionary dictionary, int feature) {
        float[] row = dictionary.direction(feature);
        double norm = Math.sqrt(dot(row, 0, row, 0, row.length));
        for (int i = 0; i < row.length && norm > 0; i++) {
            row[i] /= (float) norm;
        }
        return row;
    }

    static double dot(float[] left, int leftFrom, float[] right, int rightFrom, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (double) left[leftFrom + i] * right[rightFrom + i];
        }
        return sum;
    }
}
