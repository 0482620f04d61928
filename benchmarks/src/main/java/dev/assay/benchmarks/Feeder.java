package dev.assay.benchmarks;

import dev.assay.schemas.Turn;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends turns to an input topic, keyed by conversation. Used by one thread. */
final class Feeder implements AutoCloseable {

    private static final double NANOS_PER_SECOND = 1e9;

    private final KafkaProducer<String, byte[]> producer;
    private final String topic;
    private volatile @Nullable Exception failure; // of the last send that failed, on the producer's thread

    Feeder(String bootstrapServers, String topic) {
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                new HashMap<>(Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4")),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Sends all turns as fast as the broker takes them. */
    void send(Workload workload) {
        workload.turns().forEach(turn -> send(turn, null));
        flush();
    }

    /**
     * Sends turns evenly, so many a second, for as long as there is a next one, and waits until the broker has them. Their
     * record time is when each was due.
     */
    void send(Iterator<Turn> turns, double perSecond) {
        long start = System.nanoTime();
        long startMillis = System.currentTimeMillis();
        for (int sent = 0; turns.hasNext(); sent++) {
            double due = sent / perSecond;
            long left = start + (long) (due * NANOS_PER_SECOND) - System.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(left);
            }
            send(turns.next(), startMillis + (long) (due * 1000));
        }
        flush();
    }

    /** @param recordTime null for now */
    void send(Turn turn, @Nullable Long recordTime) {
        byte[] record = Workload.json(turn.conversationId(), turn);
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(topic, null, recordTime, turn.conversationId(), record), (sent, failed) -> {
                    if (failed != null) {
                        failure = failed;
                    }
                });
    }

    /** Waits until the broker has everything. */
    void flush() {
        producer.flush();
        Exception failed = failure;
        if (failed != null) {
            throw new IllegalStateException("a turn could not be sent to topic '" + topic + "'", failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
