package dev.assay.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
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

    private final EmbeddedBroker broker;
    private final KafkaProducer<byte[], byte[]> producer;

    MonitorCluster() {
        this(EmbeddedBroker.start());
    }

    /** @param overrides settings of the broker */
    MonitorCluster(Path log, Map<String, String> overrides) {
        this(EmbeddedBroker.start(0, log, overrides));
    }

    private MonitorCluster(EmbeddedBroker broker) {
        this.broker = broker;
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

    void createTopic(String name) {
        broker.createTopic(name, 1, Map.of());
    }

    /** Asks to forget a conversation. */
    void erase(String conversation) {
        try {
            producer.send(new ProducerRecord<>("assay.erasures", conversation.getBytes(UTF_8), new byte[0]))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the broker did not take a request", e);
        }
    }

    /** Has the broker compact topics as soon as something is written to them. */
    void compactSoon(List<String> topics) {
        Map<String, String> settings =
                Map.of("segment.ms", "100", "max.compaction.lag.ms", "100", "min.cleanable.dirty.ratio", "0.001");
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (String topic : topics) {
            changes.put(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                    settings.entrySet().stream()
                            .map(setting -> new AlterConfigOp(
                                    new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                            .toList());
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.incrementalAlterConfigs(changes).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the broker did not change " + topics, e);
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

    /** All committed records of a topic as they are; those that come meanwhile may be missing. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
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
