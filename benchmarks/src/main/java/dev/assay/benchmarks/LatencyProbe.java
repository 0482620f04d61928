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
 * Follows a topic with one record per turn, committed ones only, and takes how long each took from the turn's record
 * time until it could be read here.
 */
final class LatencyProbe implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(2);

    private final KafkaConsumer<byte[], byte[]> consumer;

    LatencyProbe(String bootstrapServers, String topic) {
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
        consumer.assign(List.of(new TopicPartition(topic, 0)));
    }

    /** @return milliseconds, one of each turn */
    List<Double> await(int turns) {
        List<Double> latencies = new ArrayList<>();
        long lastHeard = System.nanoTime();
        while (latencies.size() < turns) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                latencies.add((double) (System.currentTimeMillis() - record.timestamp()));
                lastHeard = System.nanoTime();
            }
            if (System.nanoTime() - lastHeard > LONGEST_SILENCE.toNanos()) {
                throw new IllegalStateException(latencies.size() + " of " + turns + " turns came out, and none for "
                        + LONGEST_SILENCE.toSeconds() + " s; expected all");
            }
        }
        return latencies;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
