package dev.assay.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** Asks Kafka Streams, at each scrape, for its state and how far the input is ahead. Thread-safe. */
public final class StreamsCollector extends Collector {

    private static final String LAG = "records-lag";

    private final Source source;
    private final String inputTopic;

    /** What is asked; {@link KafkaStreams} can answer it. */
    public interface Source {

        KafkaStreams.State state();

        /** Of all clients of the application. */
        Map<MetricName, ? extends Metric> metrics();
    }

    public StreamsCollector(Source source, String inputTopic) {
        this.source = source;
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
        KafkaStreams.State current = source.state();
        for (KafkaStreams.State state : KafkaStreams.State.values()) {
            family.addMetric(List.of(state.name().toLowerCase(Locale.ROOT)), state == current ? 1 : 0);
        }
        return family;
    }

    private GaugeMetricFamily lag() {
        GaugeMetricFamily family = family(Meters.INPUT_LAG);
        source.metrics().forEach((name, metric) -> {
            String partition = name.tags().get("partition");
            if (name.name().equals(LAG)
                    && partition != null
                    && isInput(name.tags().get("topic"))
                    && metric.metricValue() instanceof Double lag
                    && !lag.isNaN()) {
                family.addMetric(List.of(partition), lag);
            }
        });
        return family;
    }

    /** Kafka writes the dots of a topic's name as underscores in some versions. */
    private boolean isInput(@Nullable String topic) {
        return inputTopic.equals(topic) || inputTopic.replace('.', '_').equals(topic);
    }

    private static GaugeMetricFamily family(Meter meter) {
        return new GaugeMetricFamily(meter.name(), meter.help(), meter.labels());
    }
}
