package dev.assay.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** Asks Kafka Streams, at each scrape, for its state and how far the input is ahead. Thread-safe. */
final class StreamsCollector extends Collector {

    private static final String LAG = "records-lag";

    private final Supplier<KafkaStreams.State> state;
    private final Supplier<Map<MetricName, ? extends Metric>> metrics;
    private final String inputTopic;

    /** @param metrics of all Kafka clients of the application */
    StreamsCollector(
            Supplier<KafkaStreams.State> state,
            Supplier<Map<MetricName, ? extends Metric>> metrics,
            String inputTopic) {
        this.state = state;
        this.metrics = metrics;
        this.inputTopic = inputTopic;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<MetricFamilySamples> families = new ArrayList<>();
        families.add(state());
        families.add(lag());
        return families;
    }

    private GaugeMetricFamily state() {
        GaugeMetricFamily family = family(Meters.STREAMS_STATE);
        KafkaStreams.State current = state.get();
        for (KafkaStreams.State one : KafkaStreams.State.values()) {
            family.addMetric(List.of(one.name().toLowerCase(Locale.ROOT)), one == current ? 1 : 0);
        }
        return family;
    }

    private GaugeMetricFamily lag() {
        Map<String, Double> byPartition = new TreeMap<>();
        metrics.get().forEach((name, metric) -> {
            String partition = name.tags().get("partition");
            if (name.name().equals(LAG)
                    && partition != null
                    && isInput(name.tags().get("topic"))
                    && metric.metricValue() instanceof Double lag
                    && !lag.isNaN()) {
                byPartition.merge(partition, lag, Math::max);
            }
        });
        GaugeMetricFamily family = family(Meters.INPUT_LAG);
        byPartition.forEach((partition, lag) -> family.addMetric(List.of(partition), lag));
        return family;
    }

    /** Kafka measures a topic with a dot in its name twice, once with underscores. */
    private boolean isInput(@Nullable String topic) {
        return inputTopic.equals(topic) || inputTopic.replace('.', '_').equals(topic);
    }

    private static GaugeMetricFamily family(Meter meter) {
        return new GaugeMetricFamily(meter.name(), meter.help(), meter.labels());
    }
}
