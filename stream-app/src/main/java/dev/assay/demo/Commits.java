package dev.assay.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How far the monitor has committed what it reads: the input topic, and the topics through which its own steps hand turns
 * on. Not thread-safe.
 */
final class Commits implements AutoCloseable {

    private static final String HANDED_ON = "-repartition"; // how Kafka Streams ends the names of such topics
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String group;
    private final String input;

    /** @param group the monitor's application id */
    Commits(Map<String, Object> client, String group, String input) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest"); // what was handed on is deleted once it is committed
        settings.put("max.poll.records", 1);
        this.admin = Admin.create(client);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.group = group;
        this.input = input;
    }

    /** Whether every record that is in the topics now is committed. */
    boolean allCommitted() throws IOException, InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends().entrySet()) {
                OffsetAndMetadata offset = committed.get(end.getKey());
                if (holdsRecords(
                        end.getKey(),
                        offset == null ? 0 : offset.offset(),
                        end.getValue().offset())) {
                    return false;
                }
            }
            return true;
        } catch (ExecutionException e) {
            throw new IOException("cannot read the offsets of group " + group, e);
        }
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ends() throws ExecutionException, InterruptedException {
        Set<String> topics = admin.listTopics().names().get().stream()
                .filter(name -> name.equals(input) || (name.startsWith(group + "-") && name.endsWith(HANDED_ON)))
                .collect(Collectors.toSet());
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            topic.partitions()
                    .forEach(partition -> partitions.add(new TopicPartition(topic.name(), partition.partition())));
        }
        return admin.listOffsets(partitions.stream()
                        .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                .all()
                .get();
    }

    /** What lies between need not be a record: a transaction ends with a mark, and an aborted one leaves its records. */
    private boolean holdsRecords(TopicPartition partition, long from, long end) {
        if (from >= end) {
            return false;
        }
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        long until = System.nanoTime() + LONGEST_LOOK.toNanos();
        while (consumer.position(partition) < end) {
            if (!consumer.poll(POLL).isEmpty() || System.nanoTime() > until) {
                return true; // also while a transaction is open
            }
        }
        return false;
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
