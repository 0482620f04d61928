package dev.assay.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.intake.InputParser;
import dev.assay.intake.Parsed;
import dev.assay.schemas.Source;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Plays records into the input topic as they are, malformed ones too, and enters in the ledger how many turns each
 * holds. Waits while many turns have no outcome yet, so that latencies are those of the monitor, not of a queue.
 */
final class Player implements AutoCloseable {

    private static final int MOST_PENDING_TURNS = 256;

    private final String topic;
    private final InputParser parser;
    private final Ledger ledger;
    private final Outcomes outcomes;
    private final Patience patience;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /**
     * @param client settings of Kafka clients
     * @param maxRecordBytes the topic takes
     */
    Player(
            Map<String, Object> client,
            int maxRecordBytes,
            String topic,
            InputParser parser,
            Ledger ledger,
            Outcomes outcomes,
            Patience patience) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("max.request.size", maxRecordBytes);
        settings.put("buffer.memory", Math.max(32L << 20, 2L * maxRecordBytes));
        settings.put("compression.type", "lz4");
        this.topic = topic;
        this.parser = parser;
        this.ledger = ledger;
        this.outcomes = outcomes;
        this.patience = patience;
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends one record, after waiting for room. */
    void play(byte[] record) throws IOException, InterruptedException {
        Parsed parsed = parser.parse(record, new Source(topic, 0, 0, 0), Instant.EPOCH);
        patience.await(millis -> {
            outcomes.take(hasRoom() ? 0 : millis);
            return hasRoom();
        });
        ledger.sending(parsed.turns(), parsed.rejections().size());
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(topic, key(parsed), record),
                (metadata, exception) -> failure.compareAndSet(null, exception));
        requireSent();
    }

    /** Returns when the broker has every record. */
    void finish() throws IOException {
        producer.flush();
        requireSent();
    }

    @Override
    public void close() {
        producer.close();
    }

    private boolean hasRoom() {
        return ledger.pending() < MOST_PENDING_TURNS;
    }

    /** One conversation's records go to one partition, which keeps their order. */
    private static byte @Nullable [] key(Parsed parsed) {
        return parsed.turns().isEmpty()
                ? null
                : parsed.turns().get(0).conversationId().getBytes(UTF_8);
    }

    private void requireSent() throws IOException {
        Exception cause = failure.get();
        if (cause != null) {
            throw new IOException("a record could not be sent to topic " + topic + ": " + cause.getMessage(), cause);
        }
    }
}
