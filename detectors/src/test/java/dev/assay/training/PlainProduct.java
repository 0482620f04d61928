package dev.assay.training;

/** The reference of {@link MatrixProduct}: three loops. */
final class PlainProduct implements MatrixProduct {

    @Override
    public void multiply(float[] a, float[] b, int rows, int columns, int inner, float[] out) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double sum = 0;
                for (int i = 0; i < inner; i++) {
                    sum += (double) a[row * inner + i] * b[column * inner + i];
                }
                out[row * columns + column] = (float) sum;
            }
        }
    }

    @Override
    public void close() {}
}
