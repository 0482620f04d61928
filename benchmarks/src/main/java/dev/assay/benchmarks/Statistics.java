package dev.assay.benchmarks;

import java.util.Collection;
import java.util.List;

/** Of measured values. */
final class Statistics {

    private Statistics() {}

    static double median(Collection<Double> values) {
        return quantile(values, 0.5);
    }

    /** The smallest value that at least this share of all values does not exceed. */
    static double quantile(Collection<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("values are empty; expected at least one");
        }
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(1, rank) - 1);
    }

    /** Least squares: how much {@code y} grows for each unit of {@code x}. */
    static double slope(List<Double> x, List<Double> y) {
        double meanX = mean(x);
        double meanY = mean(y);
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < x.size(); i++) {
            covariance += (x.get(i) - meanX) * (y.get(i) - meanY);
            variance += (x.get(i) - meanX) * (x.get(i) - meanX);
        }
        return variance == 0 ? 0 : covariance / variance;
    }

    /** The mean of the second half over that of the first. */
    static double growth(List<Double> values) {
        int half = values.size() / 2;
        return mean(values.subList(half, values.size())) / mean(values.subList(0, half));
    }

    static double mean(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
