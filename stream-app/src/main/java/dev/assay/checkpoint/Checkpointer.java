package dev.assay.checkpoint;

import dev.assay.audit.AuditException;
import dev.assay.audit.AuditKey;
import dev.assay.follow.CommittedRecords;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Signs what partitions hold, and adds that to the checkpoints' topic: one checkpoint, or more, for each partition that has
 * new records. Not thread-safe.
 *
 * <p>There is one at a time. Each takes over the transactional id of the one before, which can write no more then, and only
 * after that reads where the checkpoints end; so they never fork, however often it is started.
 */
public final class Checkpointer implements AutoCloseable {

    /** Records of one checkpoint; it takes some 170 bytes for each, and topics take a megabyte. */
    static final int MOST_RECORDS = 1_000;

    private final String topic;
    private final List<String> covered;
    private final AuditKey key;
    private final Admin admin;
    private final CommittedRecords records;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<TopicPartition, SignedCheckpoint> heads = new HashMap<>();

    /**
     * @param client settings of Kafka clients, at least {@code bootstrap.servers}
     * @param topic of the checkpoints
     * @param covered topics whose records are signed
     * @param former public keys of whoever signed earlier checkpoints, besides {@code key}
     * @throws AuditException if the topic of the checkpoints does not exist, or is compacted
     */
    public Checkpointer(
            Map<String, Object> client, String topic, List<String> covered, AuditKey key, Set<String> former) {
        this.topic = topic;
        this.covered = List.copyOf(covered);
        this.key = key;
        this.admin = Admin.create(client);
        this.records = new CommittedRecords(client);
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("acks", "all");
        settings.put("transactional.id", transactionalId(topic));
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        Set<String> trusted = new HashSet<>(former);
        trusted.add(key.publicKey());
        try {
            TopicState.of(admin, topic).requireNotCompacted(topic);
            producer.initTransactions();
            CheckpointLog.readEach(records, topic, trusted, this::take, forged -> {}); // verification reports them
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** By which Kafka lets only one at a time write to that topic of checkpoints. */
    public static String transactionalId(String topic) {
        return topic + "-writer";
    }

    private void take(SignedCheckpoint signed) {
        heads.merge(
                signed.checkpoint().partition(),
                signed,
                (one, other) -> other.checkpoint().sequence() > one.checkpoint().sequence() ? other : one);
    }

    /**
     * Covers what has come since the last time.
     *
     * @return the checkpoints that were written
     * @throws AuditException if a topic does not hold any more what was signed before, or another has taken over
     */
    public List<Checkpoint> run(Instant now) {
        List<SignedCheckpoint> made = new ArrayList<>();
        for (String one : covered) {
            TopicState state = TopicState.of(admin, one);
            state.requireNotCompacted(one);
            for (TopicPartition partition : records.partitions(one)) {
                made.addAll(cover(partition, state, now));
            }
        }
        write(made);
        made.forEach(this::take);
        return made.stream().map(SignedCheckpoint::checkpoint).toList();
    }

    private List<SignedCheckpoint> cover(TopicPartition partition, TopicState state, Instant now) {
        long begin = records.begins(List.of(partition)).getOrDefault(partition, 0L);
        long end = records.decided(partition);
        SignedCheckpoint last = heads.get(partition);
        if (last != null) {
            requireContinued(last.checkpoint(), state, end);
        }
        long from = last == null ? begin : Math.max(begin, last.checkpoint().to());
        List<CoveredRecord> found = new ArrayList<>();
        long to =
                from < end ? records.readDecided(partition, from, record -> found.add(CoveredRecord.of(record))) : from;
        List<SignedCheckpoint> made = new ArrayList<>();
        SignedCheckpoint before = last;
        for (int start = 0; start < found.size() || before == null; start += MOST_RECORDS) {
            int stop = Math.min(start + MOST_RECORDS, found.size());
            long next = stop == found.size() ? to : found.get(stop).offset();
            Checkpoint checkpoint = next(before, partition, state, from, next, now, found.subList(start, stop));
            before = SignedCheckpoint.of(checkpoint, key);
            made.add(before);
            from = next;
        }
        return made;
    }

    private static Checkpoint next(
            @Nullable SignedCheckpoint before,
            TopicPartition partition,
            TopicState state,
            long from,
            long to,
            Instant now,
            List<CoveredRecord> records) {
        return new Checkpoint(
                partition,
                state.id(),
                before == null ? 0 : before.checkpoint().sequence() + 1,
                before == null ? null : before.digest(),
                from,
                to,
                now,
                records);
    }

    /** What was signed must not be continued as if nothing had happened. */
    private static void requireContinued(Checkpoint last, TopicState state, long end) {
        String advice = "; run assay audit verify. To begin anew, name another topic in assay.audit.topic";
        if (!last.topicId().equals(state.id())) {
            throw new AuditException("topic " + last.partition().topic()
                    + " was created anew since its last checkpoint: its id is " + state.id() + ", expected "
                    + last.topicId() + advice);
        }
        if (end < last.to()) {
            throw new AuditException(last.partition() + " ends at offset " + end + "; expected at least " + last.to()
                    + ", which its last checkpoint covers" + advice);
        }
    }

    private void write(List<SignedCheckpoint> made) {
        if (made.isEmpty()) {
            return;
        }
        try {
            producer.beginTransaction();
            for (SignedCheckpoint one : made) {
                byte[] name = one.checkpoint().partition().toString().getBytes(StandardCharsets.UTF_8);
                Future<?> unused =
                        producer.send(new ProducerRecord<>(topic, name, one.bytes())); // the commit fails if it does
            }
            producer.commitTransaction();
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new AuditException("another assay audit checkpoint has taken over " + topic + "; run one at a time");
        }
    }

    @Override
    public void close() {
        producer.close();
        records.close();
        admin.close();
    }
}
