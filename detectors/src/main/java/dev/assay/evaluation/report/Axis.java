package dev.assay.evaluation.report;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Locale;

/**
 * An axis of a plot.
 *
 * @param low value at its beginning
 * @param high value at its end; above low
 * @param step between its marks; of a logarithmic axis, the factor between them
 */
public record Axis(String label, double low, double high, double step, boolean logarithmic) {

    private static final int MARKS = 5;
    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    public Axis {
        requireNonNull(label, "label");
        if (!(high > low) || !(step > (logarithmic ? 1 : 0)) || (logarithmic && low <= 0)) {
            throw new IllegalArgumentException("axis '" + label + "' goes from " + low + " to " + high + " in steps of "
                    + step + "; expected to rise, from above 0 if it is logarithmic");
        }
    }

    /** From 0 to 1. */
    public static Axis unit(String label) {
        return new Axis(label, 0, 1, 0.2, false);
    }

    /** From and to round numbers around the finite ones among {@code values}. */
    public static Axis around(String label, double... values) {
        double[] finite =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        double smallest = finite.length == 0 ? 0 : finite[0];
        double largest = finite.length == 0 ? 1 : finite[finite.length - 1];
        double rough = Math.max(largest - smallest, Math.max(1e-6, 1e-3 * Math.abs(largest))) / MARKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power
                * Arrays.stream(ROUND)
                        .filter(round -> round * power >= rough * (1 - 1e-9))
                        .findFirst()
                        .orElse(10);
        double low = step * Math.floor(smallest / step + 1e-9);
        double high = step * Math.ceil(largest / step - 1e-9);
        return new Axis(label, low, Math.max(high, low + step), step, false);
    }

    /** From the smallest to the largest of {@code values}, each double the one before. */
    public static Axis doubling(String label, double... values) {
        double smallest = Arrays.stream(values).min().orElse(1);
        double largest = Arrays.stream(values).max().orElse(2);
        return new Axis(label, smallest, Math.max(largest, 2 * smallest), 2, true);
    }

    /** Where a value is: 0 at the beginning, 1 at the end. */
    double share(double value) {
        return logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    /** Values that are marked, ascending. */
    double[] marks() {
        double last = logarithmic ? Math.log(high / low) / Math.log(step) : (high - low) / step;
        double[] marks = new double[(int) Math.floor(last + 1e-6) + 1];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = logarithmic ? low * Math.pow(step, i) : low + i * step;
        }
        return marks;
    }

    String text(double mark) {
        int decimals = logarithmic ? 0 : Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        boolean quarter = !logarithmic && Math.abs(step * Math.pow(10, decimals) - 2.5) < 1e-6;
        return String.format(Locale.ROOT, "%." + (quarter ? decimals + 1 : decimals) + "f", mark);
    }
}
