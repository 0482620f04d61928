package dev.assay.evaluation;

import java.util.Arrays;
import java.util.Random;

/**
 * Figures of a score that should be higher for positives than for negatives. Pure functions; all scores finite.
 *
 * <p>A record is flagged when its score is strictly above a threshold that is itself the score of a negative, so tied
 * negatives are never split and a stated false-positive rate is never exceeded.
 */
public final class Metrics {

    private Metrics() {}

    /**
     * The probability that a random positive scores above a random negative, ties counted half: the Mann-Whitney
     * statistic, exact.
     */
    public static double auroc(double[] positives, double[] negatives) {
        requireSome("positives", positives);
        double[] sorted = sorted(negatives);
        double wins = 0;
        for (double positive : positives) {
            int below = countBelow(sorted, positive);
            int notAbove = countBelow(sorted, Math.nextUp(positive));
            wins += below + 0.5 * (notAbove - below);
        }
        return wins / positives.length / sorted.length;
    }

    /**
     * Recall with at most {@code rate} of the negatives flagged.
     *
     * @param rate allowed share of flagged negatives, in [0, 1)
     */
    public static Recall recallAtFpr(double[] positives, double[] negatives, double rate) {
        requireSome("positives", positives);
        double threshold = threshold(negatives, rate);
        return new Recall(
                threshold,
                countAbove(positives, threshold),
                positives.length,
                countAbove(negatives, threshold),
                negatives.length);
    }

    /**
     * The lowest threshold such that at most {@code rate} of {@code negatives} lie strictly above it; always one of
     * them.
     */
    public static double threshold(double[] negatives, double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("rate is " + rate + "; expected at least 0 and below 1");
        }
        double[] sorted = sorted(negatives);
        int allowed = (int) Math.floor(rate * sorted.length + 1e-9);
        return sorted[sorted.length - 1 - allowed];
    }

    /** Percentile bootstrap over positives and negatives separately: {@code {lower, upper}} of the AUROC at 95%. */
    public static double[] aurocInterval(double[] positives, double[] negatives, int resamples, long seed) {
        Random random = new Random(seed);
        double[] values = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            values[i] = auroc(resample(positives, random), resample(negatives, random));
        }
        Arrays.sort(values);
        return new double[] {values[(int) (0.025 * resamples)], values[(int) Math.min(resamples - 1, 0.975 * resamples)]
        };
    }

    /**
     * A recall and the counts behind it.
     *
     * @param threshold records strictly above it are flagged
     */
    public record Recall(double threshold, int truePositives, int positives, int falsePositives, int negatives) {
        public double value() {
            return (double) truePositives / positives;
        }
    }

    /** How many of {@code scores} lie strictly above {@code threshold}. */
    public static int countAbove(double[] scores, double threshold) {
        int above = 0;
        for (double score : scores) {
            if (score > threshold) {
                above++;
            }
        }
        return above;
    }

    private static double[] resample(double[] scores, Random random) {
        double[] drawn = new double[scores.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = scores[random.nextInt(scores.length)];
        }
        return drawn;
    }

    private static double[] sorted(double[] negatives) {
        requireSome("negatives", negatives);
        double[] sorted = negatives.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static int countBelow(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static void requireSome(String name, double[] scores) {
        if (scores.length == 0) {
            throw new IllegalArgumentException(name + " is empty; expected at least one score");
        }
    }
}
