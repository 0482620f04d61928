package dev.assay.evaluation.features;

import dev.assay.evaluation.figures.Curve;
import java.util.ArrayList;
import java.util.List;

/** How often a feature has which value at the tokens of some texts. Not thread-safe. */
final class ValueHistogram {

    private static final int BINS = 24;

    private final double highest; // of the last bin; larger values count there
    private final long[] counts = new long[BINS];
    private long tokens;

    ValueHistogram(double highest) {
        this.highest = highest;
    }

    void add(float value) {
        tokens++;
        if (value > 0) {
            counts[(int) Math.min(BINS - 1, value / highest * BINS)]++;
        }
    }

    long tokens() {
        return tokens;
    }

    long fired() {
        long fired = 0;
        for (long count : counts) {
            fired += count;
        }
        return fired;
    }

    /** Outline of the bins: value against tokens of a thousand that are in the bin. */
    Curve outline(String name) {
        List<Curve.Point> points = new ArrayList<>();
        points.add(new Curve.Point(0, 0));
        for (int bin = 0; bin < BINS; bin++) {
            double height = tokens == 0 ? 0 : 1000.0 * counts[bin] / tokens;
            points.add(new Curve.Point(highest * bin / BINS, height));
            points.add(new Curve.Point(highest * (bin + 1) / BINS, height));
        }
        points.add(new Curve.Point(highest, 0));
        return new Curve(name, points);
    }
}
