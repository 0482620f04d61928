package dev.assay.follow;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is committed in whole topics. Joins no consumer group and commits nothing. Not thread-safe.
 *
 * <p>A transaction is committed before all partitions say so. So the end of a partition is that of its log, and it is
 * waited for until every transaction before it is decided.
 */
public final class CommittedRecords implements AutoCloseable {

    private static final long NONE = -1; // what brokers say of a time after the last record
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

    private final KafkaConsumer<byte[], byte[]> committed;
    private final Admin admin;

    /** @param client settings of Kafka clients, at least {@code bootstrap.servers} */
    public CommittedRecords(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("allow.auto.create.topics", false);
        settings.put("auto.offset.reset", "earliest"); // retention may delete what is being read
        committed = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        admin = Admin.create(client);
    }

    /** Empty if there is no such topic. */
    public List<TopicPartition> partitions(String topic) {
        return committed.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** Where logs end, transactions that are not decided included. */
    public Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** Where logs begin. */
    public Map<TopicPartition, Long> begins(List<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    private Map<TopicPartition, Long> offsets(
            List<TopicPartition> partitions, OffsetSpec which, IsolationLevel isolation) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Answers.of(admin.listOffsets(
                                partitions.stream().collect(Collectors.toMap(one -> one, one -> which)),
                                new ListOffsetsOptions(isolation))
                        .all())
                .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    /**
     * Hands over every committed record that is in a topic by now, in the order of each partition.
     *
     * @throws TimeoutException if a transaction is not decided for too long
     */
    public void readAll(String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        List<TopicPartition> partitions = partitions(topic);
        Map<TopicPartition, Long> ends = ends(partitions);
        committed.assign(partitions);
        committed.seekToBeginning(partitions);
        readTo(ends, each);
    }

    /**
     * Hands over the committed records of one partition between two offsets, and perhaps some that follow.
     *
     * @param from not before the beginning of the partition
     * @param to not behind its {@link #decided} end
     */
    public void read(TopicPartition partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        committed.assign(List.of(partition));
        committed.seek(partition, from);
        readTo(Map.of(partition, to), each);
    }

    /**
     * Hands over the committed records of one partition from an offset on, up to the first transaction that is not decided
     * yet.
     *
     * @param from not before the beginning of the partition and not behind its {@link #decided} end
     * @return where that is: all committed records before it were handed over, and none can come
     */
    public long readDecided(TopicPartition partition, long from, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        read(partition, from, decided(partition), each);
        return committed.position(partition);
    }

    /** The offset of a partition's first record of that time or later; where it ends if there is none. */
    public long since(TopicPartition partition, Instant time) {
        long offset = offsets(
                        List.of(partition), OffsetSpec.forTimestamp(time.toEpochMilli()), IsolationLevel.READ_COMMITTED)
                .getOrDefault(partition, NONE);
        return offset == NONE ? decided(partition) : offset;
    }

    /** Where a partition's first transaction begins that is not decided yet, or else where its log ends. */
    public long decided(TopicPartition partition) {
        Map<TopicPartition, Long> stable =
                offsets(List.of(partition), OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
        return stable.getOrDefault(partition, 0L);
    }

    /**
     * Whether there is no committed record from the one position to the other, and none to come.
     *
     * @param from by partition; the beginning where it is missing
     * @param to by partition
     */
    public boolean isNothingBetween(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        return to.entrySet().stream()
                .allMatch(end -> isNothingBetween(end.getKey(), from.get(end.getKey()), end.getValue()));
    }

    private boolean isNothingBetween(TopicPartition partition, @Nullable Long from, long to) {
        if (from != null && from >= to) {
            return true;
        }
        committed.assign(List.of(partition));
        if (from == null) {
            committed.seekToBeginning(List.of(partition));
        } else {
            committed.seek(partition, from);
        }
        long until = System.nanoTime() + LONGEST_LOOK.toNanos();
        while (committed.position(partition) < to && System.nanoTime() < until) {
            for (ConsumerRecord<byte[], byte[]> record : committed.poll(POLL)) {
                return record.offset() >= to;
            }
        }
        return committed.position(partition) >= to;
    }

    private void readTo(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        long heard = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> committed.position(end.getKey()) < end.getValue())) {
            long before = position(ends.keySet());
            committed.poll(POLL).forEach(each);
            if (position(ends.keySet()) > before) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > LONGEST_SILENCE.toNanos()) {
                throw new TimeoutException("nothing has come from " + ends.keySet() + " for "
                        + LONGEST_SILENCE.toSeconds() + " s before its end, as if a transaction were not decided; "
                        + "start the same command again later");
            }
        }
    }

    private long position(Collection<TopicPartition> partitions) {
        return partitions.stream().mapToLong(committed::position).sum();
    }

    @Override
    public void close() {
        committed.close();
        admin.close();
    }
}
