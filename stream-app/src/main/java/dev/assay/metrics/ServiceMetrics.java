package dev.assay.metrics;

import dev.assay.bundle.Bundle;
import dev.assay.detector.Detector;
import dev.assay.engine.EngineInfo;
import dev.assay.reader.BatchListener;
import dev.assay.topology.MonitorListener;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/**
 * All metrics of one service, served over HTTP with its health from the moment this is made. Metrics appear as the parts
 * of the service that they measure come to be; each method is called once. Thread-safe.
 */
public final class ServiceMetrics implements AutoCloseable {

    private static final double NANOS_PER_SECOND = 1e9;

    private final CollectorRegistry registry = new CollectorRegistry();
    private final Exporter exporter;

    /**
     * @param port 0 for any free one
     * @param health asked at each request
     * @throws IOException if the address cannot be bound; the message names it
     */
    public ServiceMetrics(String host, int port, Supplier<Health> health) throws IOException {
        Information.build(registry);
        exporter = new Exporter(host, port, registry, health);
    }

    /** Measures the reader's batches. */
    public BatchListener ofReader() {
        return new ReaderInstruments(registry);
    }

    /** Says what judges, and measures what happens to turns. */
    public MonitorListener ofMonitor(Bundle bundle, EngineInfo engine) {
        Information.bundle(
                registry,
                bundle.digest(),
                bundle.provenance().name(),
                bundle.reader().name());
        Information.engine(registry, engine);
        return new Instruments(
                registry, bundle.detectors().stream().map(Detector::spec).toList(), Clock.systemUTC());
    }

    /**
     * Asks Kafka Streams at each request.
     *
     * @param clients metrics of all Kafka clients of the application
     */
    public void watch(
            Supplier<KafkaStreams.State> state,
            Supplier<Map<MetricName, ? extends Metric>> clients,
            String inputTopic) {
        registry.register(new StreamsCollector(state, clients, inputTopic));
    }

    /** @param longestRead asked at each request */
    public void watch(Supplier<Duration> longestRead) {
        Meters.LONGEST_READ.newGauge(registry).setChild(new Gauge.Child() {
            @Override
            public double get() {
                return longestRead.get().toNanos() / NANOS_PER_SECOND;
            }
        });
    }

    /** Where the metrics are, e.g. {@code http://127.0.0.1:9404/metrics}. */
    public String address() {
        return exporter.address();
    }

    @Override
    public void close() {
        exporter.close();
    }
}
