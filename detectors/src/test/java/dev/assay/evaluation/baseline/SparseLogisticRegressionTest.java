package dev.assay.evaluation.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SparseLogisticRegressionTest {

    private static final int COLUMNS = 7;
    private static final double L2 = 0.01;

    @Test
    void shouldReachTheOptimumThatPlainGradientDescentReaches() {
        for (long seed = 0; seed < 5; seed++) {
            // Given noisy labels of which two fifths are positive
            Random random = new Random(seed);
            List<SparseRow> rows = new ArrayList<>();
            boolean[] positive = new boolean[120];
            for (int i = 0; i < positive.length; i++) {
                SparseRow row = row(random);
                rows.add(row);
                positive[i] = row.dot(new double[] {1, -1, 2, 0, 0, 1, -2}) + random.nextGaussian() > 0.5;
            }

            // When
            SparseLogisticRegression.Fit fit = SparseLogisticRegression.fit(rows, positive, COLUMNS, L2);

            // Then
            double[] plain = plain(rows, positive);
            for (SparseRow row : rows) {
                assertThat(fit.logit(row)).as("seed %d", seed).isCloseTo(row.dot(plain) + plain[COLUMNS], within(5e-3));
            }
        }
    }

    @Test
    void shouldRefuseASingleLabel() {
        assertThatThrownBy(() -> SparseLogisticRegression.fit(
                        List.of(new SparseRow(new int[] {0}, new float[] {1})), new boolean[] {true}, 1, L2))
                .hasMessage("rows have 1 positives of 1; expected rows of both labels");
    }

    private static SparseRow row(Random random) {
        int[] columns = random.ints(0, COLUMNS).distinct().limit(3).sorted().toArray();
        return new SparseRow(
                columns,
                new float[] {(float) random.nextGaussian(), (float) random.nextGaussian(), random.nextFloat()});
    }

    private static double[] plain(List<SparseRow> rows, boolean[] positive) {
        double[] beta = new double[COLUMNS + 1];
        int positives = 0;
        for (boolean label : positive) {
            positives += label ? 1 : 0;
        }
        for (int step = 0; step < 20_000; step++) {
            double[] gradient = new double[COLUMNS + 1];
            for (int i = 0; i < positive.length; i++) {
                double weight = 0.5 / (positive[i] ? positives : positive.length - positives);
                double logit = rows.get(i).dot(beta) + beta[COLUMNS];
                double miss = weight * (1 / (1 + Math.exp(-logit)) - (positive[i] ? 1 : 0));
                rows.get(i).addTo(gradient, miss);
                gradient[COLUMNS] += miss;
            }
            for (int j = 0; j <= COLUMNS; j++) {
                beta[j] -= 1.0 * (gradient[j] + (j < COLUMNS ? L2 * beta[j] : 0));
            }
        }
        return beta;
    }
}
