package dev.assay.training;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * L2-regularised logistic regression by Newton's method (iteratively reweighted least squares).
 *
 * <p>Minimises {@code sum_i weight_i * log(1 + exp(-y_i * (w . x_i + b))) + l2 / 2 * |w|^2} with y in {-1, 1}; the bias is
 * not penalised. Features are standardised with the same weights before the fit and folded back after it, so
 * {@code l2} means the same at every hook point. Repeatable whatever the number of threads.
 */
final class LogisticRegression {

    private static final int MOST_ITERATIONS = 30;
    private static final int MOST_HALVINGS = 20;
    private static final int CHUNKS = 8; // fixed, so that sums do not depend on the number of threads

    private final int rows;
    private final int dModel;
    private final float[] x; // [rows, dModel], standardised
    private final boolean[] positive; // [rows]
    private final double[] weights; // [rows], adding up to 1
    private final double[] mean; // [dModel]
    private final double[] deviation; // [dModel]

    /**
     * @param x {@code [rows, dModel]}
     * @param positive {@code [rows]}
     * @param weights {@code [rows]}, not negative; scaled to add up to 1
     */
    LogisticRegression(float[] x, boolean[] positive, double[] weights) {
        this.rows = positive.length;
        this.dModel = x.length / rows;
        this.positive = positive;
        double total = Arrays.stream(weights).sum();
        this.weights = Arrays.stream(weights).map(weight -> weight / total).toArray();
        this.mean = new double[dModel];
        this.deviation = new double[dModel];
        this.x = standardised(x);
    }

    /** A fitted classifier. Immutable. */
    static final class Fit {
        private final float[] weight; // [dModel], for raw features
        private final double bias;
        private final double[] standardised; // [dModel + 1], for standardised features, the bias last

        private Fit(float[] weight, double bias, double[] standardised) {
            this.weight = weight;
            this.bias = bias;
            this.standardised = standardised;
        }

        /** {@code [dModel]}, copy. */
        float[] weight() {
            return weight.clone();
        }

        double bias() {
            return bias;
        }

        /** @param x row-major; the features are {@code [offset .. offset + dModel)} */
        double logit(float[] x, int offset) {
            double sum = bias;
            for (int i = 0; i < weight.length; i++) {
                sum += (double) weight[i] * x[offset + i];
            }
            return sum;
        }
    }

    /** @param start a fit of the same rows with another {@code l2}, to save iterations, or null */
    Fit fit(double l2, @Nullable Fit start) {
        double[] beta = start == null ? new double[dModel + 1] : start.standardised.clone();
        double loss = loss(beta, l2);
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            double[] step = newtonStep(beta, l2);
            double size = 1;
            double[] next = moved(beta, step, size);
            double nextLoss = loss(next, l2);
            for (int halving = 0; nextLoss > loss && halving < MOST_HALVINGS; halving++) {
                size /= 2;
                next = moved(beta, step, size);
                nextLoss = loss(next, l2);
            }
            if (!(nextLoss < loss)) {
                break;
            }
            boolean converged = loss - nextLoss < 1e-9 * Math.max(loss, 1e-3);
            beta = next;
            loss = nextLoss;
            if (converged) {
                break;
            }
        }
        return folded(beta);
    }

    private float[] standardised(float[] raw) {
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < dModel; i++) {
                mean[i] += weights[row] * raw[row * dModel + i];
            }
        }
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < dModel; i++) {
                double off = raw[row * dModel + i] - mean[i];
                deviation[i] += weights[row] * off * off;
            }
        }
        for (int i = 0; i < dModel; i++) {
            deviation[i] = deviation[i] > 0 ? Math.sqrt(deviation[i]) : 1;
        }
        float[] scaled = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            int column = i % dModel;
            scaled[i] = (float) ((raw[i] - mean[column]) / deviation[column]);
        }
        return scaled;
    }

    private Fit folded(double[] beta) {
        float[] weight = new float[dModel];
        double bias = beta[dModel];
        for (int i = 0; i < dModel; i++) {
            weight[i] = (float) (beta[i] / deviation[i]);
            bias -= weight[i] * mean[i];
        }
        return new Fit(weight, bias, beta);
    }

    private double logit(double[] beta, int row) {
        double sum = beta[dModel];
        for (int i = 0; i < dModel; i++) {
            sum += beta[i] * x[row * dModel + i];
        }
        return sum;
    }

    private double loss(double[] beta, double l2) {
        double[] parts = new double[CHUNKS];
        chunks((chunk, from, to) -> {
            for (int row = from; row < to; row++) {
                double margin = positive[row] ? logit(beta, row) : -logit(beta, row);
                parts[chunk] += weights[row] * softplus(-margin);
            }
        });
        double penalty = 0;
        for (int i = 0; i < dModel; i++) {
            penalty += beta[i] * beta[i];
        }
        return Arrays.stream(parts).sum() + l2 / 2 * penalty;
    }

    /** The solution of {@code Hessian @ step = -gradient}. */
    private double[] newtonStep(double[] beta, double l2) {
        int n = dModel + 1;
        double[][] hessians = new double[CHUNKS][n * n]; // [n, n], lower triangles
        double[][] gradients = new double[CHUNKS][n];
        chunks((chunk, from, to) -> accumulate(beta, from, to, hessians[chunk], gradients[chunk]));
        double[] hessian = hessians[0];
        double[] step = gradients[0];
        for (int chunk = 1; chunk < CHUNKS; chunk++) {
            add(hessians[chunk], hessian);
            add(gradients[chunk], step);
        }
        for (int i = 0; i < dModel; i++) {
            hessian[i * n + i] += l2;
            step[i] += l2 * beta[i];
        }
        hessian[n * n - 1] += 1e-12;
        for (int i = 0; i < n; i++) {
            step[i] = -step[i];
        }
        Cholesky.solve(hessian, step);
        return step;
    }

    private void accumulate(double[] beta, int from, int to, double[] hessian, double[] gradient) {
        int n = dModel + 1;
        double[] row = new double[n];
        row[dModel] = 1;
        for (int r = from; r < to; r++) {
            double probability = 1 / (1 + Math.exp(-logit(beta, r)));
            double slope = weights[r] * (probability - (positive[r] ? 1 : 0));
            double curvature = weights[r] * probability * (1 - probability);
            for (int i = 0; i < dModel; i++) {
                row[i] = x[r * dModel + i];
            }
            for (int i = 0; i < n; i++) {
                gradient[i] += slope * row[i];
                addScaled(curvature * row[i], row, hessian, i * n, i + 1);
            }
        }
    }

    private static void addScaled(double scale, double[] from, double[] to, int offset, int length) {
        for (int j = 0; j < length; j++) {
            to[offset + j] += scale * from[j];
        }
    }

    private static void add(double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    private static double[] moved(double[] beta, double[] step, double size) {
        double[] moved = beta.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += size * step[i];
        }
        return moved;
    }

    private static double softplus(double value) {
        return value > 0 ? value + Math.log1p(Math.exp(-value)) : Math.log1p(Math.exp(value));
    }

    @FunctionalInterface
    private interface Chunk {
        void run(int chunk, int from, int to);
    }

    private void chunks(Chunk work) {
        IntStream.range(0, CHUNKS)
                .parallel()
                .forEach(chunk -> work.run(
                        chunk, (int) ((long) rows * chunk / CHUNKS), (int) ((long) rows * (chunk + 1) / CHUNKS)));
    }
}
