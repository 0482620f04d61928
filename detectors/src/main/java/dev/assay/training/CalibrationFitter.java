package dev.assay.training;

import dev.assay.detector.Calibration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Fits calibrations to logits of known label, and measures them. Pure functions. */
final class CalibrationFitter {

    private static final int ITERATIONS = 100;
    private static final double LEAST_SLOPE = 1e-3;

    private CalibrationFitter() {}

    /** @param weight not negative */
    record Point(double logit, boolean positive, double weight) {}

    /**
     * Fits a sigmoid by Newton's method. Targets are smoothed as Platt does, {@code (n+ + 1) / (n+ + 2)} and
     * {@code 1 / (n- + 2)}, so that separable data does not drive the slope to infinity. A slope that is not positive is
     * raised to a small positive one.
     *
     * <p>Sources: Platt, "Probabilistic Outputs for Support Vector Machines", 1999; Lin, Lin and Weng, "A Note on Platt's
     * Probabilistic Outputs", 2007.
     */
    static Calibration.Platt platt(List<Point> points) {
        long positives = points.stream().filter(Point::positive).count();
        long negatives = points.size() - positives;
        double high = (positives + 1.0) / (positives + 2.0);
        double low = 1.0 / (negatives + 2.0);
        double total = points.stream().mapToDouble(Point::weight).sum();
        double slope = 0;
        double intercept = 0;
        double loss = loss(points, slope, intercept, high, low);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double gradientSlope = 0;
            double gradientIntercept = 0;
            double curvatureSlope = 1e-9 * total;
            double curvatureBoth = 0;
            double curvatureIntercept = 1e-9 * total;
            for (Point point : points) {
                double probability = sigmoid(slope * point.logit + intercept);
                double miss = point.weight * (probability - (point.positive ? high : low));
                double curvature = point.weight * probability * (1 - probability);
                gradientSlope += miss * point.logit;
                gradientIntercept += miss;
                curvatureSlope += curvature * point.logit * point.logit;
                curvatureBoth += curvature * point.logit;
                curvatureIntercept += curvature;
            }
            double determinant = curvatureSlope * curvatureIntercept - curvatureBoth * curvatureBoth;
            double stepSlope = (curvatureIntercept * gradientSlope - curvatureBoth * gradientIntercept) / determinant;
            double stepIntercept = (curvatureSlope * gradientIntercept - curvatureBoth * gradientSlope) / determinant;
            double size = 1;
            double next = loss(points, slope - stepSlope, intercept - stepIntercept, high, low);
            while (next > loss && size > 1e-6) {
                size /= 2;
                next = loss(points, slope - size * stepSlope, intercept - size * stepIntercept, high, low);
            }
            if (!(next < loss)) {
                break;
            }
            slope -= size * stepSlope;
            intercept -= size * stepIntercept;
            loss = next;
        }
        return new Calibration.Platt(Math.max(slope, LEAST_SLOPE), intercept);
    }

    /**
     * Fits the non-decreasing step function of least squares by pooling adjacent violators; each block becomes a knot at
     * its mean logit.
     *
     * <p>Source: Ayer et al., "An Empirical Distribution Function for Sampling with Incomplete Information", 1955.
     */
    static Calibration.Isotonic isotonic(List<Point> points) {
        List<Block> blocks = new ArrayList<>();
        for (Point point : points.stream()
                .filter(point -> point.weight > 0)
                .sorted(Comparator.comparingDouble(Point::logit))
                .toList()) {
            Block block =
                    new Block(point.logit * point.weight, point.positive ? point.weight : 0, point.weight, point.logit);
            while (!blocks.isEmpty() && last(blocks).mustJoin(block)) {
                block = last(blocks).joined(block);
                blocks.remove(blocks.size() - 1);
            }
            blocks.add(block);
        }
        return new Calibration.Isotonic(
                blocks.stream().mapToDouble(Block::x).toArray(),
                blocks.stream().mapToDouble(Block::y).toArray());
    }

    /** Mean difference between probability and share of positives over ten equal bins of probability, weighted. */
    static double expectedError(Calibration calibration, List<Point> points) {
        double[] weights = new double[10];
        double[] probabilities = new double[10];
        double[] positives = new double[10];
        for (Point point : points) {
            double probability = calibration.probability(point.logit);
            int bin = Math.min(9, (int) (probability * 10));
            weights[bin] += point.weight;
            probabilities[bin] += point.weight * probability;
            positives[bin] += point.positive ? point.weight : 0;
        }
        double error = 0;
        double total = 0;
        for (int bin = 0; bin < 10; bin++) {
            error += Math.abs(probabilities[bin] - positives[bin]);
            total += weights[bin];
        }
        return error / total;
    }

    private record Block(double logits, double positives, double weight, double lastLogit) {
        double x() {
            return logits / weight;
        }

        double y() {
            return Math.min(1, positives / weight);
        }

        boolean mustJoin(Block next) {
            return y() >= next.y() || lastLogit == next.lastLogit || x() >= next.x();
        }

        Block joined(Block next) {
            return new Block(logits + next.logits, positives + next.positives, weight + next.weight, next.lastLogit);
        }
    }

    private static Block last(List<Block> blocks) {
        return blocks.get(blocks.size() - 1);
    }

    private static double loss(List<Point> points, double slope, double intercept, double high, double low) {
        double sum = 0;
        for (Point point : points) {
            double value = slope * point.logit + intercept;
            double target = point.positive ? high : low;
            double softplus = value > 0 ? value + Math.log1p(Math.exp(-value)) : Math.log1p(Math.exp(value));
            sum += point.weight * (softplus - target * value);
        }
        return sum;
    }

    private static double sigmoid(double value) {
        return 1 / (1 + Math.exp(-value));
    }
}
