package dev.assay.evaluation.baseline;

/** The non-zero entries of one row of a matrix. Taken over, not copied, and not changed. */
final class SparseRow {

    final int[] columns; // [entries]
    final float[] values; // [entries]

    SparseRow(int[] columns, float[] values) {
        this.columns = columns;
        this.values = values;
    }

    double dot(double[] vector) {
        double sum = 0;
        for (int i = 0; i < columns.length; i++) {
            sum += values[i] * vector[columns[i]];
        }
        return sum;
    }

    void addTo(double[] vector, double scale) {
        for (int i = 0; i < columns.length; i++) {
            vector[columns[i]] += scale * values[i];
        }
    }
}
