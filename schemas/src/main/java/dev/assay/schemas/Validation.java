package dev.assay.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The checks the records share. Messages name the field and, for numbers only, the value. */
final class Validation {
    private Validation() {}

    static void notBlank(String value, String field) {
        if (requireNonNull(value, field).isBlank()) {
            throw new IllegalArgumentException(field + " is blank; expected at least one visible character");
        }
    }

    static void notNegative(long value, String field) {
        if (value < 0) {
            throw new IllegalArgumentException(field + " is " + value + "; expected 0 or more");
        }
    }

    static void finite(double value, String field) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(field + " is " + value + "; expected a finite number");
        }
    }

    static void probability(double value, String field) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(field + " is " + value + "; expected a probability from 0 to 1");
        }
    }

    static void span(int start, int end) {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("span is [" + start + ", " + end + "); expected 0 <= start < end");
        }
    }

    static void sameLength(List<?> list, List<?> other, String fields) {
        if (list.size() != other.size()) {
            throw new IllegalArgumentException(
                    fields + " have " + list.size() + " and " + other.size() + " elements; expected as many of each");
        }
    }

    /** Instants travel as milliseconds; cutting them here makes a record equal to its own copy from the wire. */
    static Instant millis(Instant value, String field) {
        return requireNonNull(value, field).truncatedTo(ChronoUnit.MILLIS);
    }
}
