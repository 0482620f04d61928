package dev.assay.training;

/** Dense matrix multiplication, the one operation of dictionary training that decides its speed. Not thread-safe. */
interface MatrixProduct extends AutoCloseable {

    /**
     * {@code out = a @ transpose(b)}.
     *
     * @param a {@code [rows, inner]}, possibly with more elements after it
     * @param b {@code [columns, inner]}
     * @param out {@code [rows, columns]}, overwritten; what is after it is not touched
     */
    void multiply(float[] a, float[] b, int rows, int columns, int inner, float[] out);

    @Override
    void close();
}
