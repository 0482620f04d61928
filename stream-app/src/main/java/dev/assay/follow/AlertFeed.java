package dev.assay.follow;

import dev.assay.schemas.Alert;
import dev.assay.schemas.mapping.MalformedRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
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
    private long foreign;

    /**
     * @param client settings of Kafka clients, at least {@code bootstrap.servers}
     * @param fromBeginning whether alerts that are there already are read too
     * @throws UnknownTopicOrPartitionException if there is no such topic
     */
    public AlertFeed(
            Map<String, Object> client, String topic, Deserializer<Alert> deserializer, boolean fromBeginning) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("allow.auto.create.topics", false);
        this.consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        this.deserializer = deserializer;
        this.partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            consumer.close();
            throw new UnknownTopicOrPartitionException(
                    "topic '" + topic + "' does not exist; expected one that alerts are written to");
        }
        consumer.assign(partitions);
        if (fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position); // seeks are lazy: alerts from this moment on count
        }
    }

    /** Waits for alerts, but not for longer; what is no alert is left out and counted. */
    public List<Alert> poll(Duration atMost) {
        List<Alert> alerts = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(atMost)) {
            if (record.value() != null) {
                try {
                    alerts.add(deserializer.deserialize(record.topic(), record.value()));
                } catch (MalformedRecordException e) {
                    foreign++;
                }
            }
        }
        return alerts;
    }

    /** Records so far that were no alerts. */
    public long foreign() {
        return foreign;
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
