package dev.assay.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

    private static final int ROWS = 400;
    private static final int D_MODEL = 6;

    @Test
    void shouldFindAPlantedDirection() {
        // Given rows that differ along one direction only
        Random random = new Random(17);
        boolean[] positive = new boolean[ROWS];
        float[] x = noise(random);
        for (int row = 0; row < ROWS; row++) {
            positive[row] = row % 2 == 0;
            x[row * D_MODEL + 2] += positive[row] ? 2 : -2;
        }

        // When
        LogisticRegression.Fit fit = new LogisticRegression(x, positive, ones()).fit(0.01, null);

        // Then
        float[] weight = fit.weight();
        for (int i = 0; i < D_MODEL; i++) {
            if (i != 2) {
                assertThat(Math.abs(weight[i])).as("seed 17, weight %d", i).isLessThan(0.3f * weight[2]);
            }
        }
    }

    @Test
    void shouldReachTheMinimumThatGradientDescentReaches() {
        // Given features of very different scales, and weights
        Random random = new Random(23);
        float[] x = noise(random);
        boolean[] positive = new boolean[ROWS];
        double[] weights = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            positive[row] = x[row * D_MODEL] + random.nextGaussian() > 0.3;
            weights[row] = 0.5 + random.nextDouble();
            x[row * D_MODEL + 1] = x[row * D_MODEL + 1] * 100 + 1000;
        }

        // When
        LogisticRegression.Fit fit = new LogisticRegression(x, positive, weights).fit(0.05, null);

        // Then the logits are those of plain gradient descent on standardised features
        double[] expected = descended(x, positive, weights, 0.05);
        for (int row = 0; row < ROWS; row++) {
            assertThat(fit.logit(x, row * D_MODEL)).as("seed 23, row %d", row).isCloseTo(expected[row], within(1e-3));
        }
    }

    @Test
    void shouldNotDependOnWhereItStarts() {
        // Given
        Random random = new Random(29);
        float[] x = noise(random);
        boolean[] positive = new boolean[ROWS];
        for (int row = 0; row < ROWS; row++) {
            positive[row] = x[row * D_MODEL] > 0;
        }
        LogisticRegression regression = new LogisticRegression(x, positive, ones());

        // When
        LogisticRegression.Fit warm = regression.fit(0.001, regression.fit(0.1, null));
        LogisticRegression.Fit cold = regression.fit(0.001, null);

        // Then
        for (int i = 0; i < D_MODEL; i++) {
            assertThat(warm.weight()[i]).as("seed 29, weight %d", i).isCloseTo(cold.weight()[i], within(1e-3f));
        }
    }

    @Test
    void shouldSolveSystemsAndRefuseIndefiniteOnes() {
        // Given L = [2 0; 3 1], a = L L', x = (1, -1)
        double[] b = {4 - 6, 6 - 10};

        // When
        Cholesky.solve(new double[] {4, 99, 6, 10}, b);

        // Then
        assertThat(b).containsExactly(new double[] {1, -1}, within(1e-12));
        assertThatThrownBy(() -> Cholesky.solve(new double[] {1, 0, 2, 1}, new double[] {1, 1}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("expected a positive definite matrix");
    }

    private static float[] noise(Random random) {
        float[] x = new float[ROWS * D_MODEL];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    private static double[] ones() {
        double[] ones = new double[ROWS];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Logits after many steps of gradient descent. */
    private static double[] descended(float[] x, boolean[] positive, double[] weights, double l2) {
        double total = Arrays.stream(weights).sum();
        double[][] z = standardised(x, weights, total);
        double[] beta = new double[D_MODEL + 1];
        for (int step = 0; step < 20_000; step++) {
            double[] gradient = new double[D_MODEL + 1];
            for (int row = 0; row < ROWS; row++) {
                double slope =
                        weights[row] / total * (1 / (1 + Math.exp(-logit(beta, z[row]))) - (positive[row] ? 1 : 0));
                for (int i = 0; i < D_MODEL; i++) {
                    gradient[i] += slope * z[row][i];
                }
                gradient[D_MODEL] += slope;
            }
            for (int i = 0; i < D_MODEL; i++) {
                beta[i] -= 0.5 * (gradient[i] + l2 * beta[i]);
            }
            beta[D_MODEL] -= 0.5 * gradient[D_MODEL];
        }
        return Arrays.stream(z).mapToDouble(row -> logit(beta, row)).toArray();
    }

    private static double[][] standardised(float[] x, double[] weights, double total) {
        double[][] z = new double[ROWS][D_MODEL];
        for (int i = 0; i < D_MODEL; i++) {
            double mean = 0;
            double square = 0;
            for (int row = 0; row < ROWS; row++) {
                mean += weights[row] / total * x[row * D_MODEL + i];
            }
            for (int row = 0; row < ROWS; row++) {
                square += weights[row] / total * Math.pow(x[row * D_MODEL + i] - mean, 2);
            }
            for (int row = 0; row < ROWS; row++) {
                z[row][i] = (x[row * D_MODEL + i] - mean) / Math.sqrt(square);
            }
        }
        return z;
    }

    private static double logit(double[] beta, double[] z) {
        double sum = beta[D_MODEL];
        for (int i = 0; i < D_MODEL; i++) {
            sum += beta[i] * z[i];
        }
        return sum;
    }
}
