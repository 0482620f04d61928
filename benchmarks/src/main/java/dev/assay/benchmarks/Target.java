package dev.assay.benchmarks;

/** What a figure is hoped to be. */
sealed interface Target {

    boolean isMetBy(double value);

    /** As in a table, e.g. {@code >= 0.7}. */
    String text();

    record AtLeast(double bound) implements Target {
        @Override
        public boolean isMetBy(double value) {
            return value >= bound;
        }

        @Override
        public String text() {
            return ">= " + bound;
        }
    }

    record AtMost(double bound) implements Target {
        @Override
        public boolean isMetBy(double value) {
            return value <= bound;
        }

        @Override
        public String text() {
            return "<= " + bound;
        }
    }
}
