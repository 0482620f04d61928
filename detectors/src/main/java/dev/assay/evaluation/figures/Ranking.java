package dev.assay.evaluation.figures;

/**
 * Figures of two sets of scores, each group of records counted a given number of times. Pure functions; where a set counts
 * nothing the result is NaN.
 *
 * <p>With every group counted once they are those of {@link dev.assay.evaluation.Metrics}.
 */
final class Ranking {

    private Ranking() {}

    /** The probability that a random positive scores above a random negative, ties counted half. */
    static double auroc(Scores positives, Scores negatives, int[] counts) {
        long all = positives.total(counts);
        long others = negatives.total(counts);
        double wins = 0;
        long above = 0; // negatives scored above the current value
        int next = 0;
        for (int i = 0; i < positives.size(); ) {
            double value = positives.value(i);
            while (next < negatives.size() && negatives.value(next) > value) {
                above += negatives.count(next++, counts);
            }
            long tied = 0;
            for (int j = next; j < negatives.size() && negatives.value(j) == value; j++) {
                tied += negatives.count(j, counts);
            }
            for (; i < positives.size() && positives.value(i) == value; i++) {
                wins += positives.count(i, counts) * (others - above - 0.5 * tied);
            }
        }
        return all == 0 || others == 0 ? Double.NaN : wins / all / others;
    }

    /**
     * Area under the precision-recall curve as average precision: the precision at each threshold, weighted by the recall
     * it adds.
     */
    static double averagePrecision(Scores positives, Scores negatives, int[] counts) {
        long all = positives.total(counts);
        double sum = 0;
        long found = 0;
        long wrong = 0;
        int next = 0;
        for (int i = 0; i < positives.size(); ) {
            double value = positives.value(i);
            long added = 0;
            for (; i < positives.size() && positives.value(i) == value; i++) {
                added += positives.count(i, counts);
            }
            while (next < negatives.size() && negatives.value(next) >= value) {
                wrong += negatives.count(next++, counts);
            }
            found += added;
            sum += added == 0 ? 0 : added * ((double) found / (found + wrong));
        }
        return all == 0 || negatives.total(counts) == 0 ? Double.NaN : sum / all;
    }

    /** Recall at the lowest threshold at which at most {@code rate} of the negatives are strictly above it. */
    static double recall(Scores positives, Scores negatives, double rate, int[] counts) {
        long all = positives.total(counts);
        long others = negatives.total(counts);
        if (all == 0 || others == 0) {
            return Double.NaN;
        }
        double allowed = rate * others + 1e-9;
        double threshold = Double.POSITIVE_INFINITY;
        long notBelow = 0;
        for (int i = 0; i < negatives.size() && notBelow <= allowed; i++) {
            if (negatives.count(i, counts) > 0) {
                threshold = negatives.value(i);
                notBelow += negatives.count(i, counts);
            }
        }
        long found = 0;
        for (int i = 0; i < positives.size() && positives.value(i) > threshold; i++) {
            found += positives.count(i, counts);
        }
        return (double) found / all;
    }
}
