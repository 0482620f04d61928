package dev.assay.training;

/** Means and sizes of stretches of residuals. Pure functions. */
final class Residuals {

    private Residuals() {}

    /** Mean residual {@code [dModel]} of rows {@code [from, to)}. */
    static float[] mean(TokenRows rows, int from, int to) {
        float[] x = new float[rows.dModel()];
        double[] sum = new double[rows.dModel()];
        for (int row = from; row < to; row++) {
            rows.copyRow(row, x, 0);
            for (int i = 0; i < x.length; i++) {
                sum[i] += x[i];
            }
        }
        float[] mean = new float[x.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / (to - from));
        }
        return mean;
    }

    /** Mean of {@code |x - mean|^2} over rows {@code [from, to)}. */
    static double variance(TokenRows rows, int from, int to, float[] mean) {
        float[] x = new float[rows.dModel()];
        double sum = 0;
        for (int row = from; row < to; row++) {
            rows.copyRow(row, x, 0);
            for (int i = 0; i < x.length; i++) {
                sum += (double) (x[i] - mean[i]) * (x[i] - mean[i]);
            }
        }
        return sum / (to - from);
    }
}
