package dev.assay.metrics;

import dev.assay.topology.MonitorTopology;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/** Asks Kafka Streams, at each scrape, for its state and how much work waits in the topics it reads. Thread-safe. */
final class StreamsCollector extends Collector {

    private static final String LAG = "records-lag";
    private static final String WAITING = MonitorTopology.waitingTurns(""); // what its name ends with

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
        families.add(lag(Meters.INPUT_LAG, this::isInput));
        families.add(lag(Meters.WAITING, topic -> topic.endsWith(WAITING)));
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

    /** Kafka measures a topic with a dot in its name twice, once with underscores. */
    private GaugeMetricFamily lag(Meter meter, Predicate<String> ofTopic) {
        Map<String, Double> byPartition = new TreeMap<>();
        metrics.get().forEach((name, metric) -> {
            String topic = name.tags().get("topic");
            String partition = name.tags().get("partition");
            if (name.name().equals(LAG)
                    && topic != null
                    && partition != null
                    && ofTopic.test(topic)
                    && metric.metricValue() instanceof Double lag
                    && !lag.isNaN()) {
                byPartition.merge(partition, lag, Math::max);
            }
        });
        GaugeMetricFamily family = family(meter);
        byPartition.forEach((partition, lag) -> family.addMetric(List.of(partition), lag));
        return family;
    }

    private boolean isInput(String topic) {
        return inputTopic.equals(topic) || inputTopic.replace('.', '_').equals(topic);
    }

    private static GaugeMetricFamily family(Meter meter) {
        return new GaugeMetricFamily(meter.name(), meter.help(), meter.labels());
    }
}
