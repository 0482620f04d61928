package dev.assay.faults;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plays seeded conversations into the input topic. Used by one thread. */
final class Load implements AutoCloseable {

    private static final Duration AHEAD = Deployment.METRICS_GRACE.plusMinutes(10); // brokers take an hour

    private final Conversations conversations;
    private final KafkaProducer<String, String> producer;
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private int turns;

    /** Delivers every turn once. */
    Load(String bootstrapServers, long seed) {
        this(bootstrapServers, seed, 0);
    }

    /** @param shareDeliveredAgain of the records are turns that were delivered before */
    Load(String bootstrapServers, long seed, double shareDeliveredAgain) {
        this.conversations = new Conversations(seed, shareDeliveredAgain);
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
                        MetadataRecoveryStrategy.NONE.name), // else send forgets the topic, and waits for the broker
                new StringSerializer(),
                new StringSerializer());
    }

    /** Sends records until at least {@code wanted} turns were sent since the start; does not wait for the broker. */
    void sendUpTo(int wanted) {
        while (turns < wanted) {
            Conversations.Input input = conversations.next();
            send(new ProducerRecord<>(Deployment.INPUT, input.conversationId(), input.json()));
            turns += input.turns();
        }
    }

    /**
     * Sends a turn of each role from so far in the future that the metric windows of all turns before are over. To be called
     * when those are scored, and again until the windows have come.
     */
    void endWindows() {
        long later = System.currentTimeMillis() + AHEAD.toMillis();
        Conversations.Input input = conversations.transcriptOfEachRole();
        send(new ProducerRecord<>(Deployment.INPUT, null, later, input.conversationId(), input.json()));
        turns += input.turns();
    }

    /** Turns sent, each counted once. */
    int turns() {
        return turns;
    }

    /** Waits until the broker has everything. */
    void flush() {
        producer.flush();
        Exception failure = failures.peek();
        if (failure != null) {
            throw new IllegalStateException("the load could not be sent; expected the producer to retry", failure);
        }
    }

    private void send(ProducerRecord<String, String> record) {
        Future<RecordMetadata> unused = producer.send(record, (metadata, failure) -> {
            if (failure != null) {
                failures.add(failure);
            }
        });
    }

    @Override
    public void close() {
        producer.close();
    }
}
