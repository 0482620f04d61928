package dev.assay.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.assay.bundle.TinyBundle;
import dev.assay.canary.Canary;
import dev.assay.config.Config;
import dev.assay.config.ConfigException;
import dev.assay.config.Settings;
import dev.assay.follow.AlertFeed;
import dev.assay.follow.SourceText;
import dev.assay.schemas.Alert;
import dev.assay.service.MonitorService;
import dev.assay.topology.MonitorEvent;
import dev.assay.topology.Wire;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The service and who follows its alerts, over every way to reach Kafka, configured as an operator would. */
@Timeout(900)
class TransportIT {

    private static final String TEXT = "Good day, could you send me the invoice once more before Friday, please?";
    private static final double LOW_THRESHOLD = 0.01; // random probes flag almost everything
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

    private static CapturedLogs logs;
    private static SecuredKafka kafka;
    private static Path bundle;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        logs = new CapturedLogs();
        kafka = new SecuredKafka(directory, Map.of());
        bundle = TinyBundle.write(LOW_THRESHOLD, directory.resolve("bundle"));
    }

    @AfterAll
    static void stop() {
        kafka.close();
        logs.close();
    }

    @AfterEach
    void shouldHaveLoggedNoSecret() {
        assertThat(logs.lines()).isNotEmpty();
        assertNoSecretIn(logs.lines());
    }

    @ParameterizedTest
    @EnumSource
    void shouldServeThroughIt(Transport transport, @TempDir Path directory) throws Exception {
        // Given
        kafka.createTopics(transport.name());
        Config config = SecuredKafka.config(directory, settings(transport));
        Queue<MonitorEvent> events = new ConcurrentLinkedQueue<>();
        Wire wire = Wire.of(config);

        try (MonitorService service = MonitorService.start(config, events::add);
                AlertFeed alerts = new AlertFeed(
                        config.kafkaClient(),
                        config.get(Settings.ALERTS_TOPIC),
                        wire.format().serde(Alert.class).deserializer(),
                        true);
                SourceText texts = new SourceText(config.kafkaClient(), wire.input())) {
            // When
            send(config);
            Alert alert = firstAlert(alerts);

            // Then
            assertThat(alert.conversationId()).isEqualTo("c1");
            assertThat(texts.read(alert.source())).isEqualTo(TEXT);
            awaitCanaries(events);
            assertNoSecretIn(List.of(
                    metrics(service), config.toString(), service.health().toString()));
            assertThat(metrics(service)).contains("assay_kafka_connections ");
        }
        assertThat(logs.lines())
                .as("what Kafka's clients say of their settings")
                .anySatisfy(line -> assertThat(line).contains("ssl.truststore.password = [hidden]"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseStrangersWithoutTellingASecret(Transport transport, @TempDir Path directory) throws Exception {
        // Given
        Config config = SecuredKafka.config(directory, transport.strangersSettings(kafka));

        // When
        Throwable refused = catchThrowable(() -> {
            try (Admin admin = Admin.create(config.kafkaClient())) {
                admin.describeCluster(new DescribeClusterOptions().timeoutMs(20_000))
                        .nodes()
                        .get();
            }
        });

        // Then
        assertThat(messages(refused)).isNotEmpty().noneMatch(message -> message.contains("TimeoutException"));
        assertNoSecretIn(messages(refused));
    }

    @Test
    void shouldNotQuoteAPasswordThatSpoilsItsSetting(@TempDir Path directory) throws Exception {
        // Given
        Map<String, String> settings = new HashMap<>(settings(Transport.SCRAM));
        settings.put(
                "kafka.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=assay password=a "
                        + kafka.reference(SecuredKafka.SCRAM_SECRET) + ";");

        // When
        Throwable refused = catchThrowable(() -> SecuredKafka.config(directory, settings));

        // Then
        assertThat(refused)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("kafka.sasl.jaas.config is '(hidden)'; expected CLASS required NAME=\"VALUE\"");
        assertNoSecretIn(messages(refused));
    }

    private static Map<String, String> settings(Transport transport) {
        Map<String, String> settings = new HashMap<>(transport.settings(kafka));
        String name = transport.name();
        settings.put("assay.application.id", name);
        settings.put("assay.input.topic", name + ".turns");
        settings.put("assay.alerts.topic", name + ".alerts");
        settings.put("assay.metrics.topic", name + ".metrics");
        settings.put("assay.dead-letters.topic", name + ".dead-letters");
        settings.put("assay.dispositions.topic", name + ".dispositions");
        settings.put("assay.bundle", bundle.toString());
        settings.put("assay.canary.interval", "500ms");
        return settings;
    }

    private static void send(Config config) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config.kafkaClient(), new StringSerializer(), new StringSerializer())) {
            String turn =
                    "{\"conversationId\": \"c1\", \"turnId\": \"t1\", \"role\": \"user\", \"text\": \"" + TEXT + "\"}";
            producer.send(new ProducerRecord<>(config.get(Settings.INPUT_TOPIC), "c1", turn))
                    .get();
        }
    }

    private static Alert firstAlert(AlertFeed alerts) {
        long until = System.nanoTime() + LONGEST_WAIT.toNanos();
        List<Alert> found = new ArrayList<>();
        while (found.isEmpty()) {
            assertThat(System.nanoTime()).as("time for the first alert").isLessThan(until);
            found.addAll(alerts.poll(Duration.ofMillis(200)));
        }
        return found.get(0);
    }

    private static void awaitCanaries(Queue<MonitorEvent> events) throws InterruptedException {
        long until = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (events.stream()
                .noneMatch(event ->
                        event instanceof MonitorEvent.CanaryJudged judged && judged.canary() == Canary.BENIGN)) {
            assertThat(System.nanoTime()).as("time for the first canary").isLessThan(until);
            Thread.sleep(50);
        }
    }

    private static String metrics(MonitorService service) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(service.metricsAddress()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString(UTF_8))
                .body();
    }

    private static List<String> messages(@Nullable Throwable thrown) {
        List<String> messages = new ArrayList<>();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            messages.add(cause.toString());
        }
        return messages;
    }

    private static void assertNoSecretIn(List<String> texts) {
        List<String> secrets = kafka.secrets();
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(4);
        assertThat(texts).allSatisfy(text -> assertThat(text).doesNotContain(secrets));
    }
}
