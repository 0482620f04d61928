package dev.assay.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MetricsTest {

    @Test
    void shouldCountTiesHalfInAuroc() {
        assertThat(Metrics.auroc(new double[] {1, 2}, new double[] {1, 0})).isEqualTo(0.875);
    }

    @Test
    void shouldAgreeWithCountingAllPairs() {
        for (long seed = 0; seed < 50; seed++) {
            // Given scores with many ties
            Random random = new Random(seed);
            double[] positives = scores(random, 1 + random.nextInt(40));
            double[] negatives = scores(random, 1 + random.nextInt(40));

            // When
            double auroc = Metrics.auroc(positives, negatives);

            // Then
            double wins = 0;
            for (double positive : positives) {
                for (double negative : negatives) {
                    wins += positive > negative ? 1 : positive == negative ? 0.5 : 0;
                }
            }
            assertThat(auroc).as("seed %d", seed).isCloseTo(wins / positives.length / negatives.length, within(1e-12));
        }
    }

    @Test
    void shouldFindTheBestRecallThatKeepsTheRate() {
        for (long seed = 0; seed < 50; seed++) {
            // Given
            Random random = new Random(seed);
            double[] positives = scores(random, 1 + random.nextInt(40));
            double[] negatives = scores(random, 1 + random.nextInt(40));
            double rate = random.nextInt(100) / 100.0;

            // When
            Metrics.Recall recall = Metrics.recallAtFpr(positives, negatives, rate);

            // Then no other threshold at a negative's score keeps the rate with more positives
            int best = 0;
            for (double threshold : negatives) {
                if (above(negatives, threshold) <= rate * negatives.length + 1e-9) {
                    best = Math.max(best, above(positives, threshold));
                }
            }
            assertThat(recall.truePositives()).as("seed %d", seed).isEqualTo(best);
            assertThat(recall.falsePositives())
                    .as("seed %d", seed)
                    .isEqualTo(above(negatives, recall.threshold()))
                    .isLessThanOrEqualTo((int) Math.floor(rate * negatives.length + 1e-9));
        }
    }

    @Test
    void shouldNotSplitTiedNegatives() {
        // Given ten negatives of which three tie at the top; one in ten may be flagged
        double[] negatives = {0, 0, 0, 0, 0, 0, 0, 9, 9, 9};

        // When
        Metrics.Recall recall = Metrics.recallAtFpr(new double[] {8, 9, 10}, negatives, 0.1);

        // Then flagging one of the three would flag all
        assertThat(recall).isEqualTo(new Metrics.Recall(9, 1, 3, 0, 10));
    }

    @Test
    void shouldBracketTheAurocByBootstrap() {
        // Given
        Random random = new Random(5);
        double[] positives = random.doubles(200).map(value -> value + 0.3).toArray();
        double[] negatives = random.doubles(200).toArray();

        // When
        double[] interval = Metrics.aurocInterval(positives, negatives, 200, 5);

        // Then
        double auroc = Metrics.auroc(positives, negatives);
        assertThat(interval[0]).isBetween(auroc - 0.1, auroc);
        assertThat(interval[1]).isBetween(auroc, auroc + 0.1);
    }

    @Test
    void shouldRefuseEmptyScores() {
        assertThatThrownBy(() -> Metrics.auroc(new double[0], new double[] {1}))
                .hasMessage("positives is empty; expected at least one score");
        assertThatThrownBy(() -> Metrics.threshold(new double[] {1}, 1))
                .hasMessage("rate is 1.0; expected at least 0 and below 1");
    }

    private static int above(double[] scores, double threshold) {
        int above = 0;
        for (double score : scores) {
            above += score > threshold ? 1 : 0;
        }
        return above;
    }

    private static double[] scores(Random random, int count) {
        return random.ints(count, 0, 12).mapToDouble(value -> value / 4.0).toArray();
    }
}
