package dev.assay.evaluation.figures;

import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Percentile bootstrap over groups of records: each resample draws as many groups as there are, with replacement. The same
 * seed draws the same resamples, so figures of several scorers on the same records are compared on the same ones.
 *
 * <p>Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13.
 */
public final class Bootstrap {

    private final int groups;
    private final int[][] draws; // [resamples, groups], how often each group was drawn

    public Bootstrap(int groups, int resamples, long seed) {
        this.groups = groups;
        this.draws = new int[resamples][groups];
        Random random = new Random(seed);
        for (int[] draw : draws) {
            for (int i = 0; i < groups; i++) {
                draw[random.nextInt(groups)]++;
            }
        }
    }

    /**
     * @param figure of how often each group counts; NaN where it cannot be computed
     * @return null if the figure cannot be computed even of all records, each once
     */
    public @Nullable Interval of(ToDoubleFunction<int[]> figure) {
        int[] once = new int[groups];
        Arrays.fill(once, 1);
        double value = figure.applyAsDouble(once);
        if (Double.isNaN(value)) {
            return null;
        }
        double[] values = Arrays.stream(draws)
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return values.length == 0
                ? new Interval(value, value, value)
                : new Interval(value, at(values, 0.025), at(values, 0.975));
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
}
