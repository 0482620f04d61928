package dev.assay.training;

/** Solves symmetric positive definite systems. Pure functions. */
final class Cholesky {

    private Cholesky() {}

    /**
     * Solves {@code a @ x = b} by {@code a = L @ transpose(L)}.
     *
     * @param a {@code [n, n]}, only its lower triangle is read; overwritten by L
     * @param b {@code [n]}; overwritten by the solution
     * @throws ArithmeticException if {@code a} is not positive definite
     */
    static void solve(double[] a, double[] b) {
        int n = b.length;
        factor(a, n);
        for (int i = 0; i < n; i++) {
            b[i] = (b[i] - dot(a, i * n, b, i)) / a[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            b[i] /= a[i * n + i];
            for (int j = 0; j < i; j++) {
                b[j] -= a[i * n + j] * b[i];
            }
        }
    }

    private static void factor(double[] a, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i * n + k] * a[j * n + k];
                }
                if (i != j) {
                    a[i * n + j] = sum / a[j * n + j];
                } else if (sum > 0) {
                    a[i * n + i] = Math.sqrt(sum);
                } else {
                    throw new ArithmeticException(
                            "pivot " + i + " of the matrix is " + sum + "; expected a positive definite matrix");
                }
            }
        }
    }

    private static double dot(double[] a, int offset, double[] b, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += a[offset + k] * b[k];
        }
        return sum;
    }
}
