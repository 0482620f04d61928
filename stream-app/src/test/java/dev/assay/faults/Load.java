package dev.assay.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
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
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Plays seeded conversations into the input topic. Used by one thread. */
final class Load implements AutoCloseable {

    /** Header of the records that hold no turn and must become dead letters. */
    static final String NO_TURN = "no-turn";

    private static final String NEW_FIELDS = "\"channel\": \"web\", \"labels\": {\"origin\": [1, null, {}]}, ";
    private static final Duration AHEAD = Deployment.METRICS_GRACE.plusMinutes(10); // brokers take an hour

    private final Conversations conversations;
    private final KafkaProducer<String, byte[]> producer;
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private int turns;
    private Duration shift = Duration.ZERO;
    private boolean newFields;

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
                new ByteArraySerializer());
    }

    /** Sends records until at least {@code wanted} turns were sent since the start; does not wait for the broker. */
    void sendUpTo(int wanted) {
        while (turns < wanted) {
            Conversations.Input input = conversations.next();
            String json = newFields ? "{" + NEW_FIELDS + input.json().substring(1) : input.json();
            send(input.conversationId(), now(), json);
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
        send(input.conversationId(), later, input.json());
        turns += input.turns();
    }

    /** Goes on as if that many turns had been sent. */
    void skip(int upTo) {
        while (turns < upTo) {
            turns += conversations.next().turns();
        }
    }

    /** From now on records have the time it will be, or was, so long from now. */
    void shiftTime(Duration by) {
        shift = by;
    }

    /** From now on records are those of a newer release of whoever writes them: with fields that nobody knows here. */
    void addFields() {
        newFields = true;
    }

    /** Sends a record that holds no turn, between those of a conversation. */
    void sendNoTurn(String conversation, byte @Nullable [] value) {
        send(new ProducerRecord<>(
                Deployment.INPUT, null, now(), conversation, value, List.of(new RecordHeader(NO_TURN, new byte[0]))));
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

    private long now() {
        return System.currentTimeMillis() + shift.toMillis();
    }

    private void send(String conversation, long time, String json) {
        send(new ProducerRecord<>(Deployment.INPUT, null, time, conversation, json.getBytes(UTF_8)));
    }

    private void send(ProducerRecord<String, byte[]> record) {
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
