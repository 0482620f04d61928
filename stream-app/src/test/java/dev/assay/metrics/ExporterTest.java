package dev.assay.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExporterTest {

    private static final String LOOPBACK = "127.0.0.1";

    private final CollectorRegistry registry = new CollectorRegistry();
    private final AtomicReference<Health> health = new AtomicReference<>(new Health(true, false, "REBALANCING"));

    @Test
    void shouldServeTheMetricsWithoutCreationTimes() throws Exception {
        // Given
        Meters.RECORDS.newCounter(registry).inc(3);

        // When
        try (Exporter exporter = new Exporter(Access.open(LOOPBACK, 0), registry, health::get)) {
            String page = get(exporter.address()).body();

            // Then
            assertThat(page)
                    .contains("# TYPE assay_input_records_total counter", "assay_input_records_total 3.0")
                    .doesNotContain("_created");
        }
    }

    @Test
    void shouldTellLiveAndReadyApart() throws Exception {
        try (Exporter exporter = new Exporter(Access.open(LOOPBACK, 0), registry, health::get)) {
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
    void shouldGiveTheMetricsOnlyToWhoHasThePassword() throws Exception {
        // Given
        Access access = new Access(LOOPBACK, 0, "", "", "prometheus", "s3cret");
        try (Exporter exporter = new Exporter(access, registry, health::get)) {
            // When, Then
            assertThat(get(exporter.address()).statusCode()).isEqualTo(401);
            assertThat(get(exporter.address(), "prometheus:wrong").statusCode()).isEqualTo(401);
            assertThat(get(exporter.address(), "somebody:s3cret").statusCode()).isEqualTo(401);
            assertThat(get(exporter.address(), "prometheus:s3cret").statusCode())
                    .isEqualTo(200);
            assertThat(get("http://" + LOOPBACK + ":" + exporter.port() + "/live")
                            .statusCode())
                    .as("what restarts the service has no password")
                    .isEqualTo(200);
            assertThat(access).asString().doesNotContain("s3cret");
        }
    }

    @Test
    void shouldServeOverHttpsWithTheKeyOfAFile(@TempDir Path directory) throws Exception {
        // Given
        Path keystore = directory.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "assay",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:" + LOOPBACK,
                        "-keystore",
                        keystore.toString(),
                        "-storepass",
                        "changeit")
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(keystore)) {
            trusted.load(file, "changeit".toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext client = SSLContext.getInstance("TLS");
        client.init(null, trust.getTrustManagers(), null);

        // When
        Access access = new Access(LOOPBACK, 0, keystore.toString(), "changeit", "", "");
        try (Exporter exporter = new Exporter(access, registry, health::get)) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(exporter.address())).build();
            HttpResponse<String> answer =
                    HttpClient.newBuilder().sslContext(client).build().send(request, BodyHandlers.ofString());

            // Then
            assertThat(exporter.address()).startsWith("https://");
            assertThat(answer.statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldSayWhichKeyStoreCannotBeRead() {
        Access access = new Access(LOOPBACK, 0, "no/such/keys.p12", "changeit", "", "");
        assertThatThrownBy(() -> new Exporter(access, registry, health::get))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read the key store no/such/keys.p12 (no/such/keys.p12); set assay.http.tls.keystore"
                        + " to a PKCS#12 file and assay.http.tls.password to its password");
    }

    @Test
    void shouldReadKafkasOwnMetrics() {
        // Given
        Metric first = metric("stream-state-metrics", "estimate-num-keys", Map.of("rocksdb-state-id", "verdicts"), 5.0);
        Metric second = metric(
                "stream-state-metrics",
                "estimate-num-keys",
                Map.of("rocksdb-state-id", "verdicts", "task-id", "1_1"),
                BigInteger.valueOf(7));
        Metric errors = metric("producer-metrics", "record-error-total", Map.of("client-id", "a"), 2.0);
        Metric idle = metric("producer-metrics", "request-latency-avg", Map.of("client-id", "a"), Double.NaN);
        registry.register(new KafkaCollector(() -> Stream.of(first, second, errors, idle)
                .collect(Collectors.toMap(Metric::metricName, metric -> metric))));

        // When, Then
        assertThat(registry.getSampleValue("assay_store_keys", new String[] {"store"}, new String[] {"verdicts"}))
                .isEqualTo(12);
        assertThat(registry.getSampleValue("assay_kafka_send_errors_total")).isEqualTo(2);
        assertThat(registry.getSampleValue("assay_kafka_send_duration_seconds"))
                .as("nothing was sent yet")
                .isNull();
    }

    @Test
    void shouldSayWhichAddressIsTaken() throws Exception {
        try (Exporter first = new Exporter(Access.open(LOOPBACK, 0), registry, health::get)) {
            assertThatThrownBy(() -> new Exporter(Access.open(LOOPBACK, first.port()), registry, health::get))
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
        Metric waiting = metric(
                "consumer-fetch-manager-metrics",
                "records-lag",
                Map.of("topic", "assay-turns-repartition", "partition", "2"),
                40.0);
        registry.register(new StreamsCollector(
                () -> KafkaStreams.State.RUNNING,
                () -> Map.of(lag.metricName(), lag, again.metricName(), again, waiting.metricName(), waiting),
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
        assertThat(registry.getSampleValue("assay_waiting_turns", new String[] {"partition"}, new String[] {"2"}))
                .isEqualTo(40);
    }

    private static Metric lag(String topic) {
        return metric("consumer-fetch-manager-metrics", "records-lag", Map.of("topic", topic, "partition", "3"), 17.0);
    }

    private static Metric metric(String group, String name, Map<String, String> tags, Object value) {
        MetricName metricName = new MetricName(name, group, "", tags);
        return new Metric() {
            @Override
            public MetricName metricName() {
                return metricName;
            }

            @Override
            public Object metricValue() {
                return value;
            }
        };
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String address, String credentials) throws Exception {
        String header = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .header("Authorization", header)
                                .build(),
                        BodyHandlers.ofString());
    }
}
