package dev.assay.evaluation.baseline;

import java.util.Arrays;
import java.util.List;

/**
 * L2-regularised logistic regression on sparse rows, by Newton's method with conjugate gradients for each step, so that
 * no matrix is ever built. Repeatable: it draws nothing at random.
 *
 * <p>Minimises {@code sum_i weight_i * log(1 + exp(-y_i * (w . x_i + b))) + l2 / 2 * |w|^2} with y in {-1, 1} and weights
 * that add up to half for each label; the bias is not penalised.
 *
 * <p>Source: Lin, Weng and Keerthi, "Trust Region Newton Method for Large-Scale Logistic Regression", 2008; here with
 * step halving instead of a trust region.
 */
final class SparseLogisticRegression {

    private static final int MOST_STEPS = 30;
    private static final int MOST_CONJUGATE_STEPS = 40;
    private static final int MOST_HALVINGS = 20;
    private static final double CONVERGED = 1e-7; // of the loss, relative
    private static final double BIAS_RIDGE = 1e-9;

    private final List<SparseRow> rows;
    private final boolean[] positive; // [rows]
    private final double[] weights; // [rows]
    private final int columns;
    private final double l2;

    private SparseLogisticRegression(List<SparseRow> rows, boolean[] positive, int columns, double l2) {
        this.rows = rows;
        this.positive = positive;
        this.columns = columns;
        this.l2 = l2;
        int positives = 0;
        for (boolean label : positive) {
            positives += label ? 1 : 0;
        }
        if (positives == 0 || positives == positive.length) {
            throw new IllegalArgumentException(
                    "rows have " + positives + " positives of " + positive.length + "; expected rows of both labels");
        }
        this.weights = new double[positive.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 0.5 / (positive[i] ? positives : positive.length - positives);
        }
    }

    /** A fitted classifier. Immutable. */
    static final class Fit {
        private final double[] beta; // [columns + 1], the bias last

        private Fit(double[] beta) {
            this.beta = beta;
        }

        double logit(SparseRow row) {
            return row.dot(beta) + beta[beta.length - 1];
        }
    }

    /**
     * @param columns of every row, from 0
     * @throws IllegalArgumentException unless there are rows of both labels
     */
    static Fit fit(List<SparseRow> rows, boolean[] positive, int columns, double l2) {
        return new SparseLogisticRegression(rows, positive, columns, l2).fit();
    }

    private Fit fit() {
        double[] beta = new double[columns + 1];
        double loss = loss(beta);
        for (int iteration = 0; iteration < MOST_STEPS; iteration++) {
            double[] step = newtonStep(beta);
            double size = 1;
            double[] next = moved(beta, step, size);
            double nextLoss = loss(next);
            for (int halving = 0; nextLoss > loss && halving < MOST_HALVINGS; halving++) {
                size /= 2;
                next = moved(beta, step, size);
                nextLoss = loss(next);
            }
            if (!(nextLoss < loss)) {
                break;
            }
            boolean converged = loss - nextLoss < CONVERGED * loss;
            beta = next;
            loss = nextLoss;
            if (converged) {
                break;
            }
        }
        return new Fit(beta);
    }

    /** Approximately solves {@code Hessian @ step = -gradient}. */
    private double[] newtonStep(double[] beta) {
        double[] curvature = new double[rows.size()];
        double[] residual = new double[columns + 1]; // -gradient - Hessian @ step
        for (int i = 0; i < rows.size(); i++) {
            double probability = 1 / (1 + Math.exp(-logit(beta, i)));
            curvature[i] = weights[i] * probability * (1 - probability);
            add(i, residual, -weights[i] * (probability - (positive[i] ? 1 : 0)));
        }
        for (int j = 0; j < columns; j++) {
            residual[j] -= l2 * beta[j];
        }
        double[] step = new double[columns + 1];
        double[] direction = residual.clone();
        double norm = dot(residual, residual);
        double target = 1e-4 * norm;
        for (int k = 0; k < MOST_CONJUGATE_STEPS && norm > target && norm > 0; k++) {
            double[] image = hessian(curvature, direction);
            double along = norm / dot(direction, image);
            for (int j = 0; j <= columns; j++) {
                step[j] += along * direction[j];
                residual[j] -= along * image[j];
            }
            double nextNorm = dot(residual, residual);
            double turn = nextNorm / norm;
            norm = nextNorm;
            for (int j = 0; j <= columns; j++) {
                direction[j] = residual[j] + turn * direction[j];
            }
        }
        return step;
    }

    private double[] hessian(double[] curvature, double[] vector) {
        double[] image = new double[columns + 1];
        for (int i = 0; i < rows.size(); i++) {
            if (curvature[i] > 0) {
                add(i, image, curvature[i] * logit(vector, i));
            }
        }
        for (int j = 0; j < columns; j++) {
            image[j] += l2 * vector[j];
        }
        image[columns] += BIAS_RIDGE * vector[columns];
        return image;
    }

    private double logit(double[] beta, int row) {
        return rows.get(row).dot(beta) + beta[columns];
    }

    private void add(int row, double[] vector, double scale) {
        rows.get(row).addTo(vector, scale);
        vector[columns] += scale;
    }

    private double loss(double[] beta) {
        double loss = 0;
        for (int i = 0; i < rows.size(); i++) {
            double margin = positive[i] ? logit(beta, i) : -logit(beta, i);
            loss += weights[i] * (margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin);
        }
        double[] weightsOnly = Arrays.copyOf(beta, columns);
        return loss + l2 / 2 * dot(weightsOnly, weightsOnly);
    }

    private static double[] moved(double[] beta, double[] step, double size) {
        double[] moved = beta.clone();
        for (int j = 0; j < moved.length; j++) {
            moved[j] += size * step[j];
        }
        return moved;
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int j = 0; j < left.length; j++) {
            sum += left[j] * right[j];
        }
        return sum;
    }
}
