package dev.assay.evaluation.report;

import dev.assay.evaluation.figures.Interval;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How figures look in a table; one that cannot be computed is a dash. */
final class Cells {

    private static final String NOTHING = "-";

    private Cells() {}

    static String figure(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : NOTHING;
    }

    static String figure(@Nullable Interval interval) {
        return interval == null
                ? NOTHING
                : String.format(Locale.ROOT, "%.3f [%.2f, %.2f]", interval.value(), interval.low(), interval.high());
    }

    static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%.2f%%", 100 * share) : NOTHING;
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
