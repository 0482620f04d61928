package dev.assay.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Reads Kafka's own metrics at each scrape. Thread-safe. */
final class KafkaCollector extends Collector {

    private final Supplier<Map<MetricName, ? extends Metric>> metrics;

    /** @param metrics of all Kafka clients of the application */
    KafkaCollector(Supplier<Map<MetricName, ? extends Metric>> metrics) {
        this.metrics = metrics;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        Map<MetricName, ? extends Metric> now = metrics.get();
        List<MetricFamilySamples> families = new ArrayList<>();
        for (KafkaMeter row : KafkaMeters.ALL) {
            families.add(family(row.meter(), values(row, now)));
        }
        return families;
    }

    /** By the tag's value, or by nothing. */
    private static Map<String, Double> values(KafkaMeter row, Map<MetricName, ? extends Metric> metrics) {
        Map<String, Double> values = new TreeMap<>();
        metrics.forEach((name, metric) -> {
            String tag = row.tag() == null ? "" : name.tags().get(row.tag());
            if (tag != null
                    && name.name().equals(row.name())
                    && name.group().equals(row.group())
                    && metric.metricValue() instanceof Number number
                    && Double.isFinite(number.doubleValue())) {
                values.merge(tag, number.doubleValue() * row.scale(), row.together()::applyAsDouble);
            }
        });
        return values;
    }

    private static MetricFamilySamples family(Meter meter, Map<String, Double> values) {
        if (meter.kind() == Meter.Kind.COUNTER) {
            CounterMetricFamily counters = new CounterMetricFamily(meter.name(), meter.help(), meter.labels());
            values.forEach((tag, value) -> counters.addMetric(labels(meter, tag), value));
            return counters;
        }
        GaugeMetricFamily gauges = new GaugeMetricFamily(meter.name(), meter.help(), meter.labels());
        values.forEach((tag, value) -> gauges.addMetric(labels(meter, tag), value));
        return gauges;
    }

    private static List<String> labels(Meter meter, String tag) {
        return meter.labels().isEmpty() ? List.of() : List.of(tag);
    }
}
