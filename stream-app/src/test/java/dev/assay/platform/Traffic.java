package dev.assay.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.config.Settings;
import dev.assay.demo.EmbeddedBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Chats of two models, good, bad and unreadable ones, and a reviewer who decides on most of the alerts. Seeded. */
final class Traffic implements AutoCloseable {

    static final long SEED = 11;

    private static final List<String> TOPICS =
            List.of("turns", "alerts", "metrics", "activations", "dead-letters", "dispositions");
    private static final List<String> MODELS = List.of("house-chat", "guest-chat");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random = new Random(SEED);
    private final KafkaProducer<String, byte[]> producer;
    private final KafkaConsumer<String, byte[]> alerts;
    private int turns;

    Traffic(EmbeddedBroker broker) {
        TOPICS.forEach(topic -> broker.createTopic("assay." + topic, 3, Map.of()));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer());
        alerts = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "group.id", "reviewer",
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        alerts.subscribe(List.of("assay.alerts"));
    }

    /** Sends a few turns and decides on what has been raised until now. */
    void play() throws Exception {
        for (int i = 0; i < 4; i++) {
            send(turn(
                    random.nextInt(3) == 0
                            ? Settings.CANARY_HARMFUL.defaultText()
                            : "Good day number " + turns
                                    + ", is the shop in the station open on Sunday morning, and do they sell bread?"));
        }
        send("{\"conversationId\": 17".getBytes(UTF_8));
        for (ConsumerRecord<String, byte[]> alert : alerts.poll(Duration.ofMillis(100))) {
            if (random.nextInt(4) > 0) {
                decide(JSON.readTree(alert.value()));
            }
        }
    }

    private byte[] turn(String text) throws JsonProcessingException {
        int conversation = turns++;
        return JSON.writeValueAsBytes(Map.of(
                "conversationId",
                "talk-" + conversation,
                "turnId",
                "1",
                "role",
                "user",
                "text",
                text,
                "model",
                MODELS.get(conversation % MODELS.size()),
                "modelVersion",
                "2"));
    }

    private void send(byte[] value) throws Exception {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>("assay.turns", value);
        String parent = "00-%016x%016x-%016x-01".formatted(random.nextLong(), turns, turns + 1);
        record.headers().add("traceparent", parent.getBytes(UTF_8));
        producer.send(record).get();
    }

    private void decide(JsonNode alert) throws Exception {
        String id = alert.path("alertId").asText();
        byte[] disposition = JSON.writeValueAsBytes(Map.of(
                "alertId",
                id,
                "decision",
                random.nextBoolean() ? "CONFIRMED" : "REJECTED",
                "reviewer",
                "somebody",
                "timestamp",
                Instant.now().toString()));
        producer.send(new ProducerRecord<>("assay.dispositions", id, disposition))
                .get();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
        alerts.close();
    }
}
