package dev.assay.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads partitions up to given ends and no further, and no faster than allowed. What comes behind an end is neither handed on
 * nor, but for one fetch, asked of the broker; the position stops at the end, so that this is what is committed. Other
 * partitions are read as ever.
 *
 * <p>A partition is paused here when it is at its end or all are too fast, and by Kafka Streams when it has no room: it is
 * read when neither wants it paused.
 *
 * <p>Used by one stream thread; not thread-safe.
 */
final class RangeConsumer extends KafkaConsumer<byte[], byte[]> {

    private final Map<TopicPartition, Long> ends;
    private final Pace pace;
    private final Set<TopicPartition> withoutRoom = new HashSet<>(); // as Kafka Streams says
    private final Set<TopicPartition> ended = new HashSet<>();

    RangeConsumer(Map<String, Object> config, Map<TopicPartition, Long> ends, Pace pace) {
        super(paced(config, pace), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.ends = Map.copyOf(ends);
        this.pace = pace;
    }

    private static Map<String, Object> paced(Map<String, Object> config, Pace pace) {
        Object most =
                config.getOrDefault(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, ConsumerConfig.DEFAULT_MAX_POLL_RECORDS);
        Map<String, Object> paced = new HashMap<>(config);
        paced.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pace.mostAtOnce(Integer.parseInt(most.toString())));
        return paced;
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        withoutRoom.addAll(partitions);
        super.pause(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        partitions.forEach(withoutRoom::remove);
        super.resume(partitions); // those of the range may be paused again before they are polled
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        holdBack();
        ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
        polled.partitions().stream()
                .filter(ends::containsKey)
                .forEach(partition -> pace.took(polled.records(partition).size()));
        List<TopicPartition> beyond = polled.nextOffsets().entrySet().stream()
                .filter(next -> next.getValue().offset() >= end(next.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        return beyond.isEmpty() ? polled : cut(polled, beyond);
    }

    private void holdBack() {
        Set<TopicPartition> assigned = assignment();
        withoutRoom.retainAll(assigned);
        ended.retainAll(assigned);
        ended.removeIf(partition -> position(partition) < end(partition)); // its task was set back to the last commit
        boolean ahead = pace.isAhead(System.nanoTime());
        for (TopicPartition partition : assigned) {
            if (!ends.containsKey(partition) || withoutRoom.contains(partition)) {
                continue;
            }
            if (ahead || ended.contains(partition)) {
                super.pause(List.of(partition));
            } else {
                super.resume(List.of(partition));
            }
        }
    }

    private ConsumerRecords<byte[], byte[]> cut(ConsumerRecords<byte[], byte[]> polled, List<TopicPartition> beyond) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> kept = new HashMap<>();
        polled.partitions().forEach(partition -> {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(polled.records(partition));
            records.removeIf(record -> record.offset() >= end(partition));
            if (!records.isEmpty()) {
                kept.put(partition, records);
            }
        });
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(polled.nextOffsets());
        for (TopicPartition partition : beyond) {
            seek(partition, end(partition));
            next.put(partition, new OffsetAndMetadata(end(partition), Optional.empty(), ""));
        }
        ended.addAll(beyond);
        return new ConsumerRecords<>(kept, next);
    }

    private long end(TopicPartition partition) {
        return ends.getOrDefault(partition, Long.MAX_VALUE);
    }
}
