package dev.assay.follow;

import dev.assay.schemas.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads committed alerts of all partitions in the order they arrive. Joins no consumer group and commits nothing. Not
 * thread-safe.
 */
public final class AlertFeed implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final Deserializer<Alert> deserializer;
    private final List<TopicPartition> partitions;

    /**
     * @param client settings of Kafka clients, at least {@code bootstrap.servers}
     * @param fromBeginning whether alerts that are there already are read too
     */
    public AlertFeed(
            Map<String, Object> client, String topic, Deserializer<Alert> deserializer, boolean fromBeginning) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        this.deserializer = deserializer;
        this.partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position); // seeks are lazy: alerts from this moment on count
        }
    }

    /** Waits for alerts, but not for longer; what is no alert is left out. */
    public List<Alert> poll(Duration atMost) {
        List<Alert> alerts = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(atMost)) {
            if (record.value() != null) {
                alerts.add(deserializer.deserialize(record.topic(), record.value()));
            }
        }
        return alerts;
    }

    /** Whether every alert committed by now has been returned. */
    public boolean isAtEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        return partitions.stream()
                .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
    }

    /** Makes a {@link #poll} that waits in another thread return at once with {@code WakeupException}. */
    public void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
