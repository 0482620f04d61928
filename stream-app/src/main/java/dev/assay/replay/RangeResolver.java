package dev.assay.replay;

import static java.util.Objects.requireNonNull;

import dev.assay.topology.InputRange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Finds the offsets of a range in the input topic. Joins no consumer group. Not thread-safe. */
final class RangeResolver implements AutoCloseable {

    private static final Duration LONGEST_READ = Duration.ofSeconds(30);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> begins;
    private final Map<TopicPartition, Long> ends;

    /**
     * @param client settings of Kafka clients, at least {@code bootstrap.servers}
     * @throws ReplayException if there is no such topic
     */
    RangeResolver(Map<String, Object> client, String topic) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("allow.auto.create.topics", false);
        settings.put("auto.offset.reset", "none");
        settings.put("max.poll.records", 1);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.topic = topic;
        this.partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            consumer.close();
            throw new ReplayException("topic " + topic + " does not exist; expected the input topic to replay");
        }
        this.begins = consumer.beginningOffsets(partitions);
        this.ends = consumer.endOffsets(partitions);
    }

    /**
     * @param range all offsets
     * @param since record time from which conversations are warmed; empty if the range does not begin at a time
     */
    record Resolved(InputRange range, Optional<Instant> since) {}

    /**
     * @param warmUp how long before the range, in record time, conversations are read to know them; what is not in the topic
     *     any more is left out
     * @throws ReplayException if the range is empty, not in the topic any more, or not yet
     */
    Resolved resolve(Position from, Position to, Duration warmUp) {
        Map<TopicPartition, Long> starts = offsets("--from", from);
        Map<TopicPartition, Long> stops = offsets("--to", to);
        Optional<Instant> since = (from instanceof Position.Time time
                        ? Optional.of(time.instant())
                        : earliestRecord(starts, stops))
                .map(start -> start.minus(warmUp));
        Map<TopicPartition, Long> warmUps = since.map(this::at).orElse(starts);
        SortedMap<Integer, InputRange.Offsets> all = new TreeMap<>();
        for (TopicPartition partition : partitions) {
            long start = of(starts, partition);
            long stop = of(stops, partition);
            if (start > stop) {
                throw new ReplayException("partition " + partition + ": the range begins at offset " + start
                        + " and ends at " + stop + "; expected --from before --to");
            }
            all.put(
                    partition.partition(),
                    new InputRange.Offsets(Math.min(start, of(warmUps, partition)), start, stop));
        }
        InputRange range = new InputRange(topic, all);
        if (range.length() == 0) {
            throw new ReplayException("there is no record of topic " + topic
                    + " in the range; expected --from and --to around some, in record time and UTC or with an offset");
        }
        return new Resolved(range, since);
    }

    private Map<TopicPartition, Long> offsets(String option, Position position) {
        if (position instanceof Position.Time time) {
            return at(time.instant());
        } else if (position instanceof Position.Offsets given) {
            return given(option, given.offsets());
        }
        return position instanceof Position.Earliest ? begins : ends;
    }

    private Map<TopicPartition, Long> at(Instant time) {
        long millis = Math.max(0, time.toEpochMilli());
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> millis)));
        Map<TopicPartition, Long> offsets = new HashMap<>(ends);
        found.forEach((partition, offset) -> {
            if (offset != null) {
                offsets.computeIfPresent(partition, (key, end) -> Math.min(end, offset.offset()));
            }
        });
        return offsets;
    }

    private Map<TopicPartition, Long> given(String option, Map<Integer, Long> given) {
        if (given.size() != partitions.size()) {
            throw new ReplayException(option + " has " + given.size() + " offsets; expected one for each of the "
                    + partitions.size() + " partitions of topic " + topic);
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            Long offset = given.get(partition.partition());
            if (offset == null) {
                throw new ReplayException(option + " has no offset for partition " + partition.partition()
                        + "; expected one for each of the " + partitions.size() + " partitions of topic " + topic);
            }
            if (offset < of(begins, partition) || offset > of(ends, partition)) {
                throw new ReplayException(option + " is offset " + offset + " of " + partition + "; expected "
                        + of(begins, partition) + " to " + of(ends, partition) + ", which the topic holds");
            }
            offsets.put(partition, offset);
        }
        return offsets;
    }

    /** The lowest record time among the first records of the range; empty for an empty range. */
    private Optional<Instant> earliestRecord(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> stops) {
        return partitions.stream()
                .filter(partition -> of(starts, partition) < of(stops, partition))
                .flatMap(partition -> firstRecord(partition, of(starts, partition)).stream())
                .min(Instant::compareTo);
    }

    private Optional<Instant> firstRecord(TopicPartition partition, long offset) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, offset);
        long until = System.nanoTime() + LONGEST_READ.toNanos();
        while (consumer.position(partition) < of(ends, partition) && System.nanoTime() < until) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                return Optional.of(Instant.ofEpochMilli(Math.max(0, record.timestamp())));
            }
        }
        return Optional.empty();
    }

    private static long of(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return requireNonNull(offsets.get(partition), "offset");
    }

    @Override
    public void close() {
        consumer.close();
    }
}
