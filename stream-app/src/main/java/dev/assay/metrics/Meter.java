package dev.assay.metrics;

import static java.util.Objects.requireNonNull;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One row of the table of metrics.
 *
 * @param name as Prometheus sees it: base unit last, counters end in {@code _total}
 * @param labels all of few values; never a person, a conversation or a turn
 * @param buckets upper bounds in rising order; histograms only
 * @param help one sentence
 */
public record Meter(String name, Kind kind, List<String> labels, List<Double> buckets, String help) {

    /** How Prometheus reads a metric. */
    public enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    private static final Pattern NAME = Pattern.compile("assay(_[a-z]+)+");

    public Meter {
        requireNonNull(kind, "kind");
        requireNonNull(help, "help");
        labels = List.copyOf(labels);
        buckets = List.copyOf(buckets);
        if (!NAME.matcher(name).matches() || name.endsWith("_total") != (kind == Kind.COUNTER)) {
            throw new IllegalArgumentException("metric is called '" + name
                    + "'; expected assay_ and lower-case words, with _total at the end of counters only");
        }
        if (buckets.isEmpty() == (kind == Kind.HISTOGRAM)) {
            throw new IllegalArgumentException(
                    name + " has " + buckets.size() + " buckets; expected some for a histogram, none for others");
        }
    }

    static Meter counter(String name, List<String> labels, String help) {
        return new Meter(name, Kind.COUNTER, labels, List.of(), help);
    }

    static Meter gauge(String name, List<String> labels, String help) {
        return new Meter(name, Kind.GAUGE, labels, List.of(), help);
    }

    static Meter histogram(String name, List<String> labels, List<Double> buckets, String help) {
        return new Meter(name, Kind.HISTOGRAM, labels, buckets, help);
    }

    Counter newCounter(CollectorRegistry registry) {
        require(Kind.COUNTER);
        return Counter.build(name, help).labelNames(labelNames()).register(registry);
    }

    Gauge newGauge(CollectorRegistry registry) {
        require(Kind.GAUGE);
        return Gauge.build(name, help).labelNames(labelNames()).register(registry);
    }

    Histogram newHistogram(CollectorRegistry registry) {
        require(Kind.HISTOGRAM);
        double[] bounds = buckets.stream().mapToDouble(Double::doubleValue).toArray();
        return Histogram.build(name, help)
                .labelNames(labelNames())
                .buckets(bounds)
                .register(registry);
    }

    private String[] labelNames() {
        return labels.toArray(String[]::new);
    }

    private void require(Kind expected) {
        if (kind != expected) {
            throw new IllegalStateException(name + " is a " + kind + "; expected a " + expected);
        }
    }
}
