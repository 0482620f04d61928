package dev.assay.evaluation.figures;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Scores from the highest to the lowest, each with the group that resampling keeps together. Immutable.
 *
 * <p>Resampling changes how often each group counts and never their order, so the scores are sorted once.
 */
final class Scores {

    private final double[] values; // [n], descending
    private final int[] groups; // [n]

    /** @param groups {@code [n]}, from 0 */
    Scores(double[] values, int[] groups) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.values = Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
        this.groups = Arrays.stream(order).map(i -> groups[i]).toArray();
    }

    int size() {
        return values.length;
    }

    double value(int i) {
        return values[i];
    }

    /** How often the i-th counts. */
    int count(int i, int[] groupCounts) {
        return groupCounts[groups[i]];
    }

    long total(int[] groupCounts) {
        long total = 0;
        for (int group : groups) {
            total += groupCounts[group];
        }
        return total;
    }
}
