package dev.assay.benchmarks;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One measured number.
 *
 * @param unit empty for a ratio
 */
record Figure(
        String name, double value, String unit, @Nullable Target target) {

    Figure {
        requireNonNull(name, "name");
        requireNonNull(unit, "unit");
    }

    static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, null);
    }

    static Figure ratio(String name, double value) {
        return new Figure(name, value, "", null);
    }

    Figure expected(Target expectation) {
        return new Figure(name, value, unit, expectation);
    }

    /** Whether there is no target, or it is met. */
    boolean isMet() {
        return target == null || target.isMetBy(value);
    }

    /** The target and whether it was met; empty without one. */
    String judgement() {
        return target == null ? "" : target.text() + (target.isMetBy(value) ? "  met" : "  MISSED");
    }
}
