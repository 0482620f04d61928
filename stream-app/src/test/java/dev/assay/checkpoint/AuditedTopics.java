package dev.assay.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.audit.AuditKey;
import dev.assay.demo.EmbeddedBroker;
import dev.assay.follow.CommittedRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic that is covered by checkpoints, the topic of these, and somebody who tampers with both. */
final class AuditedTopics implements AutoCloseable {

    static final String SECRET = "what-the-chat-said";
    static final Instant START = Instant.parse("2026-11-17T10:00:00Z");

    private final String bootstrapServers;
    private final EmbeddedBroker broker;
    private final AuditKey key;
    private final Admin admin;
    final String topic;
    final String checkpoints;
    private int appended;

    AuditedTopics(EmbeddedBroker broker, String name, AuditKey key) {
        this.broker = broker;
        this.bootstrapServers = broker.bootstrapServers();
        this.key = key;
        this.admin = Admin.create(client());
        this.topic = name + ".alerts";
        this.checkpoints = name + ".checkpoints";
        broker.createTopic(topic, 1, Map.of("retention.ms", "-1"));
        broker.createTopic(checkpoints, 1, Map.of("retention.ms", "-1"));
    }

    Map<String, Object> client() {
        return Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", "20"); // little is read, often
    }

    TopicPartition partition() {
        return new TopicPartition(topic, 0);
    }

    /** In one transaction, whose marker takes an offset, too. */
    void append(int records) {
        appendInTransaction(records, true);
    }

    void appendInTransaction(int records, boolean commit) {
        Map<String, Object> settings = new HashMap<>(client());
        settings.put("transactional.id", topic);
        try (KafkaProducer<byte[], byte[]> producer = producer(settings)) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < records; i++) {
                Future<?> unused = producer.send(next(commit ? "alert" : "aborted"));
            }
            producer.flush();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    private ProducerRecord<byte[], byte[]> next(String what) {
        appended++;
        byte[] name = ("conversation-" + appended % 3).getBytes(UTF_8);
        byte[] value = (what + " " + appended + " " + SECRET).getBytes(UTF_8);
        return new ProducerRecord<>(
                topic,
                0,
                START.plusSeconds(appended).toEpochMilli(),
                name,
                value,
                new RecordHeaders().add("ce_id", name));
    }

    List<ConsumerRecord<byte[], byte[]>> content(String of) {
        List<ConsumerRecord<byte[], byte[]>> content = new ArrayList<>();
        try (CommittedRecords records = new CommittedRecords(client())) {
            records.readAll(of, content::add);
        }
        return content;
    }

    /** As somebody would who may delete and create topics. */
    void recreate(String which, List<ConsumerRecord<byte[], byte[]>> content) throws Exception {
        admin.deleteTopics(List.of(which)).all().get();
        broker.createTopic(which, 1, Map.of("retention.ms", "-1"));
        try (KafkaProducer<byte[], byte[]> producer = producer(client())) {
            for (ConsumerRecord<byte[], byte[]> one : content) {
                producer.send(copy(which, one, one.value())).get();
            }
        }
    }

    /** As somebody would who may delete records. */
    void deleteBefore(String which, long offset) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(which, 0), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    void setRetention(long millis) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        admin.incrementalAlterConfigs(Map.of(
                        resource,
                        List.of(new AlterConfigOp(
                                new ConfigEntry("retention.ms", Long.toString(millis)), AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    /** As somebody would who may write to the topic of checkpoints. */
    void write(String which, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(client())) {
            producer.send(new ProducerRecord<>(which, new byte[] {1}, value)).get();
        }
    }

    static ConsumerRecord<byte[], byte[]> altered(ConsumerRecord<byte[], byte[]> one) {
        return new ConsumerRecord<>(
                one.topic(),
                one.partition(),
                one.offset(),
                one.timestamp(),
                one.timestampType(),
                one.serializedKeySize(),
                one.serializedValueSize(),
                one.key(),
                ("altered " + SECRET).getBytes(UTF_8),
                one.headers(),
                one.leaderEpoch());
    }

    private static ProducerRecord<byte[], byte[]> copy(String to, ConsumerRecord<byte[], byte[]> one, byte[] value) {
        return new ProducerRecord<>(to, 0, one.timestamp(), one.key(), value, one.headers());
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    List<Checkpoint> checkpoint() {
        return checkpoint(key, Set.of());
    }

    List<Checkpoint> checkpoint(AuditKey with, Set<String> former) {
        try (Checkpointer checkpointer = checkpointer(with, former)) {
            return checkpointer.run(START.plusSeconds(3600));
        }
    }

    Checkpointer checkpointer(AuditKey with, Set<String> former) {
        return new Checkpointer(client(), checkpoints, List.of(topic), with, former);
    }

    AuditReport verify() {
        return verify(KnownHeads.NONE);
    }

    AuditReport verify(KnownHeads known) {
        return verify(known, Set.of(key.publicKey()));
    }

    AuditReport verify(KnownHeads known, Set<String> trusted) {
        return new Verification(client(), checkpoints, List.of(topic), trusted).run(known, START.plusSeconds(7200));
    }

    @Override
    public void close() {
        admin.close();
    }
}
