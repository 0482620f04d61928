package dev.assay.topology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.config.Config;
import dev.assay.demo.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A real broker with the topics, and a client of each kind. */
final class MonitorCluster implements AutoCloseable {

    /** Lately: brokers delete records by their own time, and those of last year at once. */
    final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(4);
    private static final int PARTITIONS = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final KafkaProducer<byte[], byte[]> producer;

    MonitorCluster() {
        for (String topic : List.of("turns", "alerts", "metrics", "activations", "dead-letters", "dispositions")) {
            broker.createTopic("assay." + topic, PARTITIONS, Map.of());
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    Config config(Path state, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        all.put("assay.bootstrap.servers", broker.bootstrapServers());
        all.put("assay.state.dir", state.toString());
        all.put("assay.activations.enabled", "true");
        all.putAll(settings);
        return Config.of(all);
    }

    /** Without a key, so that only the partition keeps the turns of a conversation in order. */
    void send(int partition, Instant time, byte[] value) {
        try {
            producer.send(new ProducerRecord<>("assay.turns", partition % PARTITIONS, time.toEpochMilli(), null, value))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the broker did not take a record", e);
        }
    }

    /** Waits until a topic has so many committed records, and returns them. */
    List<JsonNode> await(String topic, int count) {
        return read(topic, (consumer, read) -> read >= count);
    }

    /** All committed records of a topic. To be called when nobody writes to it any more. */
    List<JsonNode> readToEnd(String topic) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer("read_uncommitted")) {
            ends.putAll(consumer.endOffsets(partitions(consumer, topic)));
        }
        return read(topic, (consumer, read) -> ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue()));
    }

    /** One setting of all topics, by topic. */
    Map<String, String> settings(String name) {
        return settings(Map.of("bootstrap.servers", broker.bootstrapServers()), name);
    }

    static Map<String, String> settings(Map<String, Object> client, String name) {
        Map<String, String> values = new HashMap<>();
        try (Admin admin = Admin.create(client)) {
            List<ConfigResource> topics = admin.listTopics().names().get().stream()
                    .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                    .toList();
            admin.describeConfigs(topics)
                    .all()
                    .get()
                    .forEach((topic, settings) ->
                            values.put(topic.name(), settings.get(name).value()));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the broker did not tell " + name, e);
        }
        return values;
    }

    private interface Completion {
        boolean reached(KafkaConsumer<String, byte[]> consumer, int read);
    }

    private KafkaConsumer<String, byte[]> consumer(String isolation) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                isolation,
                "auto.offset.reset",
                "earliest");
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private List<JsonNode> read(String topic, Completion completion) {
        try (KafkaConsumer<String, byte[]> consumer = consumer("read_committed")) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<JsonNode> values = new ArrayList<>();
            Instant deadline = Instant.now().plus(LONGEST_WAIT);
            while (!completion.reached(consumer, values.size()) && Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(JSON.readTree(record.value()));
                }
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        broker.close();
    }
}
