package dev.assay.demo;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.schemas.Activations;
import dev.assay.schemas.DeadLetter;
import dev.assay.topology.Wire;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Enters in the ledger what the monitor has committed: the activations of every turn it judged, and the dead letters.
 * Not thread-safe.
 */
final class Outcomes implements AutoCloseable {

    private final Ledger ledger;
    private final String deadLettersTopic;
    private final Deserializer<Activations> activations;
    private final Deserializer<DeadLetter> deadLetters;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** @param client settings of Kafka clients */
    Outcomes(Config config, Map<String, Object> client, Ledger ledger) {
        Wire wire = Wire.of(config);
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        this.ledger = ledger;
        this.deadLettersTopic = config.get(Settings.DEAD_LETTERS_TOPIC);
        this.activations = wire.format().serde(Activations.class).deserializer();
        this.deadLetters = wire.format().serde(DeadLetter.class).deserializer();
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(config.get(Settings.ACTIVATIONS_TOPIC), deadLettersTopic)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Waits for outcomes, but not for longer, and enters them. */
    void take(long millis) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(millis))) {
            if (record.topic().equals(deadLettersTopic)) {
                ledger.deadLettered(deadLetters.deserialize(record.topic(), record.value()));
            } else {
                ledger.judged(activations.deserialize(record.topic(), record.value()));
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
