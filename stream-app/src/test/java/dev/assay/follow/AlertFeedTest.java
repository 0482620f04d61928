package dev.assay.follow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.demo.EmbeddedBroker;
import dev.assay.schemas.Alert;
import dev.assay.schemas.Evidence;
import dev.assay.schemas.Role;
import dev.assay.schemas.Scope;
import dev.assay.schemas.Severity;
import dev.assay.schemas.Source;
import dev.assay.schemas.wire.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AlertFeedTest {

    private static final String TOPIC = "alerts";
    private static final Alert ALERT = new Alert(
            "0123456789abcdef0123456789abcdef",
            "c",
            "1",
            Role.USER,
            Instant.parse("2026-02-03T10:00:00Z"),
            "scam",
            "scam",
            Severity.HIGH,
            0.9,
            0.5,
            Scope.TURN,
            0.9,
            0.4,
            new Evidence(List.of(), List.of()),
            "digest",
            "onnxruntime",
            new Source("turns", 0, 0, 0),
            null,
            null,
            "the words",
            0);

    private final Serde<Alert> serde = new WireFormat.Json().serde(Alert.class);

    @Test
    void shouldLeaveOutAndCountWhatIsNoAlert() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            // Given
            broker.createTopic(TOPIC, 1, Map.of());
            Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
            try (KafkaProducer<String, byte[]> producer =
                    new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
                producer.send(new ProducerRecord<>(TOPIC, "not an alert".getBytes(UTF_8)))
                        .get();
                producer.send(new ProducerRecord<>(TOPIC, serde.serializer().serialize(TOPIC, ALERT)))
                        .get();
            }

            // When
            List<Alert> alerts = new ArrayList<>();
            try (AlertFeed feed = new AlertFeed(client, TOPIC, serde.deserializer(), true)) {
                while (alerts.isEmpty()) {
                    alerts.addAll(feed.poll(Duration.ofMillis(100)));
                }

                // Then
                assertThat(alerts).containsExactly(ALERT);
                assertThat(feed.foreign()).isEqualTo(1);
            }
        }
    }

    @Test
    void shouldSayThatThereIsNoSuchTopicAndNotCreateIt() {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
            assertThatThrownBy(() -> new AlertFeed(client, TOPIC, serde.deserializer(), true))
                    .isInstanceOf(UnknownTopicOrPartitionException.class)
                    .hasMessage("topic 'alerts' does not exist; expected one that alerts are written to");
        }
    }
}
