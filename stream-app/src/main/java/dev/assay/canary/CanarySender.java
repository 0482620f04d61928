package dev.assay.canary;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.schemas.Turn;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a canary of each kind to the input topic at an interval, from a daemon thread of its own, until closed. That one
 * could not be sent is logged and no reason to stop.
 */
public final class CanarySender implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CanarySender.class);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);
    private static final int LONGEST_BLOCK_MILLIS = 10_000;
    private static final int REQUEST_TIMEOUT_MILLIS = 15_000;
    private static final int DELIVERY_TIMEOUT_MILLIS = 30_000;

    private final String topic;
    private final Canaries canaries;
    private final Clock clock;
    private final Consumer<Canary> sent;
    private final KafkaProducer<String, Turn> producer;
    private final ScheduledExecutorService timer;
    private final Future<?> sending;

    /**
     * Sends the first canaries one interval from now.
     *
     * @param turns in the encoding of the input topic
     * @param sent told of each canary that the broker has
     */
    public CanarySender(Config config, Serializer<Turn> turns, Clock clock, Consumer<Canary> sent) {
        this.topic = config.get(Settings.INPUT_TOPIC);
        this.canaries = Canaries.of(config);
        this.clock = clock;
        this.sent = sent;
        producer = new KafkaProducer<>(client(config), new StringSerializer(), turns);
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "assay-canary");
            thread.setDaemon(true);
            return thread;
        });
        long millis = canaries.interval().toMillis();
        sending = timer.scheduleAtFixedRate(this::sendAll, millis, millis, TimeUnit.MILLISECONDS);
    }

    private static Map<String, Object> client(Config config) {
        Map<String, Object> client = config.kafkaClient();
        client.put(ProducerConfig.CLIENT_ID_CONFIG, config.get(Settings.APPLICATION_ID) + "-canary");
        client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK_MILLIS);
        client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
        return client;
    }

    private void sendAll() {
        try {
            for (Canary canary : Canary.values()) {
                send(canary);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (ExecutionException | KafkaException e) {
            log.warn("could not send a canary to {}: {}", topic, e.getMessage());
        }
    }

    private void send(Canary canary) throws ExecutionException, InterruptedException {
        Turn turn = canaries.turn(canary, clock.instant());
        long time = turn.timestamp().toEpochMilli();
        producer.send(new ProducerRecord<>(topic, null, time, turn.conversationId(), turn))
                .get();
        sent.accept(canary);
    }

    @Override
    public void close() {
        sending.cancel(true);
        timer.shutdownNow();
        producer.close(LONGEST_CLOSE);
    }
}
