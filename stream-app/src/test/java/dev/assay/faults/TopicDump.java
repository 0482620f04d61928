package dev.assay.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * All that a broker keeps of a service that has stopped: topics, the internal ones too, with what is committed in them, and how far
 * the service had read. One JSON object a line, compressed. Offsets begin at 0 again where it is loaded, and leave out the places
 * of transaction markers.
 */
final class TopicDump {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL = Duration.ofMillis(200);

    private TopicDump() {}

    /** @param group the application's id */
    static void write(String bootstrapServers, String group, Path file) throws Exception {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = records(bootstrapServers);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
                Writer out = new BufferedWriter(
                        new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), UTF_8))) {
            Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            for (var partition : records.entrySet()) {
                ObjectNode line = JSON.createObjectNode()
                        .put("topic", partition.getKey().topic())
                        .put("partition", partition.getKey().partition());
                OffsetAndMetadata committed = read.get(partition.getKey());
                if (committed != null) {
                    line.put(
                            "read",
                            partition.getValue().stream()
                                    .filter(record -> record.offset() < committed.offset())
                                    .count());
                    line.put("metadata", committed.metadata());
                }
                ArrayNode all = line.putArray("records");
                for (ConsumerRecord<byte[], byte[]> record : partition.getValue()) {
                    ObjectNode one = all.addObject().put("time", record.timestamp());
                    one.put("key", record.key()).put("value", record.value());
                    ObjectNode headers = one.putObject("headers");
                    record.headers().forEach(header -> headers.put(header.key(), header.value()));
                }
                out.write(line + "\n");
            }
        }
    }

    /** Creates the topics and fills them. Returns the latest record time. */
    static long load(String bootstrapServers, String group, InputStream dump) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
        long latest = 0;
        List<JsonNode> partitions = lines(dump);
        Map<String, Integer> topics = new TreeMap<>();
        partitions.forEach(line -> topics.merge(line.get("topic").textValue(), 1, Integer::sum));
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(client);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(topics.entrySet().stream()
                            .map(topic -> new NewTopic(topic.getKey(), topic.getValue(), (short) 1)
                                    .configs(Map.of("retention.ms", "-1"))) // its records are old
                            .toList())
                    .all()
                    .get();
            for (JsonNode line : partitions) {
                String topic = line.get("topic").textValue();
                int partition = line.get("partition").intValue();
                for (JsonNode record : line.get("records")) {
                    ProducerRecord<byte[], byte[]> out = new ProducerRecord<>(
                            topic,
                            partition,
                            record.get("time").longValue(),
                            bytes(record.get("key")),
                            bytes(record.get("value")));
                    for (var header : record.get("headers").properties()) {
                        out.headers().add(header.getKey(), bytes(header.getValue()));
                    }
                    producer.send(out).get();
                    latest = Math.max(latest, out.timestamp());
                }
                if (line.has("read")) {
                    read.put(
                            new TopicPartition(topic, partition),
                            new OffsetAndMetadata(
                                    line.get("read").longValue(),
                                    line.get("metadata").textValue()));
                }
            }
            admin.alterConsumerGroupOffsets(group, read).all().get();
        }
        return latest;
    }

    private static byte @Nullable [] bytes(JsonNode node) throws IOException {
        return node.isNull() ? null : node.binaryValue();
    }

    private static List<JsonNode> lines(InputStream dump) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(new GZIPInputStream(dump), UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    /** By partition, those too that have none. */
    private static Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records(String bootstrapServers) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records =
                new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.listTopics().values().stream()
                    .flatMap(List::stream)
                    .filter(partition -> !partition.topic().startsWith("__"))
                    .forEach(partition -> records.put(
                            new TopicPartition(partition.topic(), partition.partition()), new ArrayList<>()));
            consumer.assign(records.keySet());
            Map<TopicPartition, Long> ends = consumer.endOffsets(records.keySet());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    records.computeIfAbsent(
                                    new TopicPartition(record.topic(), record.partition()), none -> new ArrayList<>())
                            .add(record);
                }
            }
        }
        return records;
    }
}
