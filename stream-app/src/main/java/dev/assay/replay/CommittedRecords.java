package dev.assay.replay;

import java.time.Duration;
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
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is committed in whole topics. Joins no consumer group and commits nothing. Not thread-safe.
 *
 * <p>A transaction is committed before all partitions say so. So the end of a partition is that of its log, and it is
 * waited for until every transaction before it is decided.
 */
final class CommittedRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

    private final KafkaConsumer<byte[], byte[]> committed;
    private final Admin admin;

    /** @param client settings of Kafka clients, at least {@code bootstrap.servers} */
    CommittedRecords(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("allow.auto.create.topics", false);
        settings.put("auto.offset.reset", "earliest"); // retention may delete what is being read
        committed = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        admin = Admin.create(client);
    }

    /** Empty if there is no such topic. */
    List<TopicPartition> partitions(String topic) {
        return committed.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** Where logs end, transactions that are not decided included. */
    Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    /** Where logs begin. */
    Map<TopicPartition, Long> begins(List<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which) {
        ListOffsetsOptions uncommitted = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Answers.of(admin.listOffsets(
                                partitions.stream().collect(Collectors.toMap(one -> one, one -> which)), uncommitted)
                        .all())
                .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    /**
     * Hands over every committed record that is in a topic by now, in the order of each partition.
     *
     * @throws ReplayException if a transaction is not decided for too long
     */
    void readAll(String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        List<TopicPartition> partitions = partitions(topic);
        Map<TopicPartition, Long> ends = ends(partitions);
        committed.assign(partitions);
        committed.seekToBeginning(partitions);
        long heard = System.nanoTime();
        while (partitions.stream()
                .anyMatch(partition -> committed.position(partition) < ends.getOrDefault(partition, 0L))) {
            long before = position(partitions);
            committed.poll(POLL).forEach(each);
            if (position(partitions) > before) {
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > LONGEST_SILENCE.toNanos()) {
                throw new ReplayException("a transaction in topic " + topic + " has not been decided for "
                        + LONGEST_SILENCE.toSeconds() + " s; start the replay again with the same id to go on");
            }
        }
    }

    /**
     * Whether there is no committed record from the one position to the other, and none to come.
     *
     * @param from by partition; the beginning where it is missing
     * @param to by partition
     */
    boolean isNothingBetween(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
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

    private long position(List<TopicPartition> partitions) {
        return partitions.stream().mapToLong(committed::position).sum();
    }

    @Override
    public void close() {
        committed.close();
        admin.close();
    }
}
