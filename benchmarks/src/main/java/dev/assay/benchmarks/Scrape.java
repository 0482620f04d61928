package dev.assay.benchmarks;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What a service serves at {@code /metrics} at one moment.
 *
 * @param lines in the Prometheus text format
 */
record Scrape(List<String> lines) {

    Scrape {
        lines = List.copyOf(lines);
    }

    /**
     * The sum of a metric over its labels.
     *
     * @throws IllegalStateException if there is none of that name
     */
    double sum(String metric) {
        return sum(metric, "");
    }

    /** @param label as it is served, such as {@code area="heap"} */
    double sum(String metric, String label) {
        double[] values = values(metric, label);
        if (values.length == 0) {
            throw new IllegalStateException(
                    "the service serves no metric '" + metric + "' " + label + "; expected one, see docs/metrics.md");
        }
        return DoubleStream.of(values).sum();
    }

    /** The same, 0 if there is none: those of partitions and stores come and go with them. */
    double sumOfAny(String metric) {
        return DoubleStream.of(values(metric, "")).sum();
    }

    private double[] values(String metric, String label) {
        return lines.stream()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toArray();
    }
}
