package dev.assay.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;

class ExporterTest {

    private static final String LOOPBACK = "127.0.0.1";

    private final CollectorRegistry registry = new CollectorRegistry();
    private final AtomicReference<Health> health = new AtomicReference<>(new Health(true, false, "REBALANCING"));

    @Test
    void shouldServeTheMetricsWithoutCreationTimes() throws Exception {
        // Given
        Meters.RECORDS.newCounter(registry).inc(3);

        // When
        try (Exporter exporter = new Exporter(LOOPBACK, 0, registry, health::get)) {
            String page = get(exporter.address()).body();

            // Then
            assertThat(page)
                    .contains("# TYPE assay_input_records_total counter", "assay_input_records_total 3.0")
                    .doesNotContain("_created");
        }
    }

    @Test
    void shouldTellLiveAndReadyApart() throws Exception {
        try (Exporter exporter = new Exporter(LOOPBACK, 0, registry, health::get)) {
            String root = "http://" + LOOPBACK + ":" + exporter.port();
            assertThat(get(root + "/live").statusCode()).isEqualTo(200);
            assertThat(get(root + "/ready").statusCode()).isEqualTo(503);
            assertThat(get(root + "/ready").body()).isEqualTo("REBALANCING\n");

            health.set(new Health(true, true, "RUNNING"));
            assertThat(get(root + "/ready").statusCode()).isEqualTo(200);

            health.set(new Health(false, false, "ERROR"));
            assertThat(get(root + "/live").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void shouldSayWhichAddressIsTaken() throws Exception {
        try (Exporter first = new Exporter(LOOPBACK, 0, registry, health::get)) {
            assertThatThrownBy(() -> new Exporter(LOOPBACK, first.port(), registry, health::get))
                    .isInstanceOf(IOException.class)
                    .hasMessage("cannot serve metrics on 127.0.0.1:" + first.port() + " (Address already in use);"
                            + " set assay.http.host and assay.http.port to an address that is free");
        }
    }

    @Test
    void shouldShowTheStateOfKafkaStreamsAndItsLag() {
        // Given
        Metric lag = lag("assay.turns");
        Metric again = lag("assay_turns");
        registry.register(new StreamsCollector(
                () -> KafkaStreams.State.RUNNING,
                () -> Map.of(lag.metricName(), lag, again.metricName(), again),
                "assay.turns"));

        // When, Then
        assertThat(Collections.list(registry.metricFamilySamples()))
                .as("Kafka measures a topic with a dot twice")
                .filteredOn(family -> family.name.equals("assay_input_lag_records"))
                .singleElement()
                .satisfies(family -> assertThat(family.samples).hasSize(1));
        assertThat(registry.getSampleValue("assay_streams_state", new String[] {"state"}, new String[] {"running"}))
                .isEqualTo(1);
        assertThat(registry.getSampleValue("assay_streams_state", new String[] {"state"}, new String[] {"error"}))
                .isZero();
        assertThat(registry.getSampleValue("assay_input_lag_records", new String[] {"partition"}, new String[] {"3"}))
                .isEqualTo(17);
    }

    private static Metric lag(String topic) {
        MetricName name = new MetricName(
                "records-lag", "consumer-fetch-manager-metrics", "", Map.of("topic", topic, "partition", "3"));
        return new Metric() {
            @Override
            public MetricName metricName() {
                return name;
            }

            @Override
            public Object metricValue() {
                return 17.0;
            }
        };
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }
}
