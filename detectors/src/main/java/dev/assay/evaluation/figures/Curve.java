package dev.assay.evaluation.figures;

import java.util.ArrayList;
import java.util.List;

/** The points of a curve, thinned to what a plot can show. */
public record Curve(String name, List<Point> points) {

    private static final int MOST_POINTS = 200;

    public Curve {
        points = List.copyOf(points);
    }

    public record Point(double x, double y) {}

    /** False-positive rate against recall. */
    static Curve roc(String name, Scores positives, Scores negatives, int[] once) {
        List<Point> points = new ArrayList<>();
        points.add(new Point(0, 0));
        walk(
                positives,
                negatives,
                once,
                (found, wrong) ->
                        points.add(new Point((double) wrong / negatives.size(), (double) found / positives.size())));
        return new Curve(name, thinned(points));
    }

    /** Recall against precision. */
    static Curve precisionRecall(String name, Scores positives, Scores negatives, int[] once) {
        List<Point> points = new ArrayList<>();
        walk(positives, negatives, once, (found, wrong) -> {
            if (found > 0) {
                points.add(new Point((double) found / positives.size(), (double) found / (found + wrong)));
            }
        });
        return new Curve(name, thinned(points));
    }

    @FunctionalInterface
    private interface Step {
        void at(long found, long wrong);
    }

    /** Calls {@code step} at every threshold, from the highest. */
    private static void walk(Scores positives, Scores negatives, int[] once, Step step) {
        int i = 0;
        int j = 0;
        long found = 0;
        long wrong = 0;
        while (i < positives.size() || j < negatives.size()) {
            double value = Math.max(
                    i < positives.size() ? positives.value(i) : Double.NEGATIVE_INFINITY,
                    j < negatives.size() ? negatives.value(j) : Double.NEGATIVE_INFINITY);
            for (; i < positives.size() && positives.value(i) == value; i++) {
                found += positives.count(i, once);
            }
            for (; j < negatives.size() && negatives.value(j) == value; j++) {
                wrong += negatives.count(j, once);
            }
            step.at(found, wrong);
        }
    }

    /** Keeps both ends and points at least a step apart along the curve. */
    private static List<Point> thinned(List<Point> points) {
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            Point last = kept.isEmpty() ? null : kept.get(kept.size() - 1);
            boolean end = i == points.size() - 1;
            if (last == null || end || Math.abs(point.x - last.x) + Math.abs(point.y - last.y) >= 2.0 / MOST_POINTS) {
                kept.add(point);
            }
        }
        return kept;
    }
}
