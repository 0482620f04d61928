package dev.assay.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.evaluation.Metrics;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {

    @Test
    void shouldAgreeWithPlainMetricsWhenEachCountsOnce() {
        for (long seed = 0; seed < 50; seed++) {
            // Given scores with many ties
            Random random = new Random(seed);
            double[] positives = scores(random, 30, 2);
            double[] negatives = scores(random, 130, 0);
            int[] once = new int[160];
            Arrays.fill(once, 1);
            Scores found = new Scores(positives, range(0, 30));
            Scores others = new Scores(negatives, range(30, 160));

            // Then
            assertThat(Ranking.auroc(found, others, once))
                    .as("seed %d", seed)
                    .isCloseTo(Metrics.auroc(positives, negatives), within(1e-12));
            for (double rate : new double[] {0, 0.01, 0.1, 0.5}) {
                assertThat(Ranking.recall(found, others, rate, once))
                        .as("seed %d, rate %f", seed, rate)
                        .isCloseTo(
                                Metrics.recallAtFpr(positives, negatives, rate).value(), within(1e-12));
            }
            assertThat(Ranking.averagePrecision(found, others, once))
                    .as("seed %d", seed)
                    .isCloseTo(plainAveragePrecision(positives, negatives), within(1e-12));
        }
    }

    @Test
    void shouldCountGroupsAsOftenAsTheyAreDrawn() {
        for (long seed = 0; seed < 50; seed++) {
            // Given
            Random random = new Random(seed);
            double[] positives = scores(random, 12, 1);
            double[] negatives = scores(random, 20, 0);
            int[] counts = random.ints(32, 0, 4).toArray();
            counts[0] = 1;
            counts[12] = 1;
            double[] drawnPositives = repeated(positives, Arrays.copyOfRange(counts, 0, 12));
            double[] drawnNegatives = repeated(negatives, Arrays.copyOfRange(counts, 12, 32));
            Scores found = new Scores(positives, range(0, 12));
            Scores others = new Scores(negatives, range(12, 32));

            // Then
            assertThat(Ranking.auroc(found, others, counts))
                    .as("seed %d", seed)
                    .isCloseTo(Metrics.auroc(drawnPositives, drawnNegatives), within(1e-12));
            assertThat(Ranking.recall(found, others, 0.2, counts))
                    .as("seed %d", seed)
                    .isCloseTo(
                            Metrics.recallAtFpr(drawnPositives, drawnNegatives, 0.2)
                                    .value(),
                            within(1e-12));
            assertThat(Ranking.averagePrecision(found, others, counts))
                    .as("seed %d", seed)
                    .isCloseTo(plainAveragePrecision(drawnPositives, drawnNegatives), within(1e-12));
        }
    }

    @Test
    void shouldHaveNoFigureWithoutPositivesOrNegatives() {
        Scores some = new Scores(new double[] {1}, new int[] {0});
        Scores none = new Scores(new double[0], new int[0]);
        assertThat(Ranking.auroc(some, none, new int[] {1})).isNaN();
        assertThat(Ranking.averagePrecision(none, some, new int[] {1})).isNaN();
        assertThat(Ranking.recall(some, some, 0.01, new int[] {0})).isNaN();
    }

    /** Precision at each positive's own score, averaged. */
    private static double plainAveragePrecision(double[] positives, double[] negatives) {
        return Arrays.stream(positives)
                .map(score -> {
                    double found =
                            Arrays.stream(positives).filter(p -> p >= score).count();
                    double wrong =
                            Arrays.stream(negatives).filter(n -> n >= score).count();
                    return found / (found + wrong);
                })
                .average()
                .orElseThrow();
    }

    private static double[] scores(Random random, int count, int shift) {
        return IntStream.range(0, count)
                .mapToDouble(i -> random.nextInt(10) + shift)
                .toArray();
    }

    private static double[] repeated(double[] values, int[] counts) {
        return IntStream.range(0, values.length)
                .boxed()
                .flatMapToDouble(i -> IntStream.range(0, counts[i]).mapToDouble(n -> values[i]))
                .toArray();
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }
}
