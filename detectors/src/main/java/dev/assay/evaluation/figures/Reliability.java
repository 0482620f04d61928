package dev.assay.evaluation.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * How well probabilities agree with what happened.
 *
 * @param brier mean squared difference between probability and label; NaN without records
 * @param expectedError mean difference between probability and share of positives over ten equal bins; NaN without
 *     records
 * @param bins that have records
 */
public record Reliability(double brier, double expectedError, List<Bin> bins) {

    private static final int BINS = 10;

    public Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * @param records in the bin
     * @param probability their mean
     * @param positives their share
     */
    public record Bin(int records, double probability, double positives) {}

    /** The arguments are the probabilities of each, in [0, 1]. */
    public static Reliability of(double[] positives, double[] negatives) {
        double[] sums = new double[BINS];
        int[] found = new int[BINS];
        int[] records = new int[BINS];
        double squares = 0;
        for (double probability : positives) {
            squares += (1 - probability) * (1 - probability);
            sums[bin(probability)] += probability;
            found[bin(probability)]++;
            records[bin(probability)]++;
        }
        for (double probability : negatives) {
            squares += probability * probability;
            sums[bin(probability)] += probability;
            records[bin(probability)]++;
        }
        int total = positives.length + negatives.length;
        double error = 0;
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            if (records[i] > 0) {
                bins.add(new Bin(records[i], sums[i] / records[i], (double) found[i] / records[i]));
                error += Math.abs(sums[i] - found[i]);
            }
        }
        return new Reliability(squares / total, total == 0 ? Double.NaN : error / total, bins);
    }

    private static int bin(double probability) {
        return Math.min(BINS - 1, (int) (probability * BINS));
    }
}
