package dev.assay.training;

/** Loops over stretches of float arrays, written so that the compiler vectorises them. */
final class Vectors {

    private Vectors() {}

    /** {@code to += scale * from}, over {@code length} elements from the given offsets. */
    static void addScaled(float scale, float[] from, int fromOffset, float[] to, int toOffset, int length) {
        for (int i = 0; i < length; i++) {
            to[toOffset + i] += scale * from[fromOffset + i];
        }
    }

    /** Inner product of {@code length} elements, summed in four interleaved parts. */
    static float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            sum0 += a[aOffset + i] * b[bOffset + i];
            sum1 += a[aOffset + i + 1] * b[bOffset + i + 1];
            sum2 += a[aOffset + i + 2] * b[bOffset + i + 2];
            sum3 += a[aOffset + i + 3] * b[bOffset + i + 3];
        }
        for (; i < length; i++) {
            sum0 += a[aOffset + i] * b[bOffset + i];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
