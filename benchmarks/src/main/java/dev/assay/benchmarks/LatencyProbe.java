package dev.assay.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Follows topics of one partition, whose records have the record time of the turn they are about, committed ones only, and
 * takes how long each took from then until it could be read here. Used by one thread.
 */
final class LatencyProbe implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

    private final KafkaConsumer<byte[], byte[]> consumer;

    LatencyProbe(String bootstrapServers, List<String> topics) {
        consumer = new KafkaConsumer<>(
                new HashMap<>(Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(
                topics.stream().map(topic -> new TopicPartition(topic, 0)).toList());
    }

    /** Hands over what has come, after waiting a little for it. */
    void poll(ArrivalListener listener) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            listener.on(record, System.currentTimeMillis() - record.timestamp());
        }
    }

    /** @return milliseconds, one of each turn; the topics must hold a record of each */
    List<Double> await(int turns) {
        List<Double> latencies = new ArrayList<>();
        long lastHeard = System.nanoTime();
        while (latencies.size() < turns) {
            int before = latencies.size();
            poll((record, latency) -> latencies.add((double) latency));
            if (latencies.size() > before) {
                lastHeard = System.nanoTime();
            }
            if (System.nanoTime() - lastHeard > LONGEST_SILENCE.toNanos()) {
                throw new IllegalStateException(latencies.size() + " of " + turns + " turns came out, and none for "
                        + LONGEST_SILENCE.toSeconds() + " s; expected all");
            }
        }
        return latencies;
    }

    /** Is told of what arrives. */
    interface ArrivalListener {

        /** @param latency milliseconds since the time of the record */
        void on(ConsumerRecord<byte[], byte[]> record, long latency);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
