package dev.assay.metrics;

import dev.assay.bundle.Bundle;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.detector.Detector;
import dev.assay.detector.DetectorSpec;
import dev.assay.engine.EngineAvailability;
import dev.assay.engine.EngineInfo;
import dev.assay.reader.BatchListener;
import dev.assay.schemas.Severity;
import dev.assay.topology.MonitorListener;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
    private final Config config;
    private final Exporter exporter;

    /**
     * @param health asked at each request
     * @throws IOException if the address cannot be bound or the key store not be read; the message names it
     */
    public ServiceMetrics(Config config, Supplier<Health> health) throws IOException {
        this.config = config;
        Information.build(registry);
        exporter = new Exporter(Access.of(config), registry, health);
    }

    /** Measures the reader's batches. */
    public BatchListener ofReader() {
        return new ReaderInstruments(registry);
    }

    /**
     * Says what judges, and measures what happens to turns.
     *
     * @param engine asked at each request
     * @param engines that this build knows
     */
    public MonitorListener ofMonitor(Bundle bundle, Supplier<EngineInfo> engine, List<EngineAvailability> engines) {
        Information.bundle(
                registry,
                bundle.digest(),
                bundle.provenance().name(),
                bundle.reader().name());
        registry.register(new EngineCollector(engine, engines));
        List<DetectorSpec> detectors =
                bundle.detectors().stream().map(Detector::spec).toList();
        Information.detectors(registry, detectors);
        List<MonitorListener> listeners = List.of(
                new Instruments(registry, detectors, Clock.systemUTC()),
                new TriageInstruments(registry, detectors, targets(), Clock.systemUTC()),
                new CanaryInstruments(registry, config.get(Settings.CANARY_INTERVAL)),
                new FeatureInstruments(
                        registry,
                        bundle.features().stream()
                                .limit(config.get(Settings.METRICS_FEATURES))
                                .toList(),
                        new ModelNames(config.get(Settings.METRICS_MODELS))));
        return event -> listeners.forEach(listener -> listener.on(event));
    }

    private Map<Severity, Duration> targets() {
        return Map.of(
                Severity.CRITICAL, config.get(Settings.TARGET_CRITICAL),
                Severity.HIGH, config.get(Settings.TARGET_HIGH),
                Severity.MEDIUM, config.get(Settings.TARGET_MEDIUM),
                Severity.LOW, config.get(Settings.TARGET_LOW));
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
        registry.register(new KafkaCollector(clients));
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
