package dev.assay.follow;

import dev.assay.intake.InputParser;
import dev.assay.schemas.Source;
import dev.assay.schemas.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the text of a turn from the input topic, by the coordinates that alerts carry. Not thread-safe. */
public final class SourceText implements AutoCloseable {

    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final InputParser parser;

    /** @param client settings of Kafka clients, at least {@code bootstrap.servers} */
    public SourceText(Map<String, Object> client, InputParser parser) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("auto.offset.reset", "none");
        settings.put("enable.auto.commit", false);
        settings.put("allow.auto.create.topics", false);
        settings.put("max.poll.records", 1);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.parser = parser;
    }

    /** @return null if the record is not in the topic any more, or cannot be read in time */
    public @Nullable String read(Source source) {
        TopicPartition partition = new TopicPartition(source.topic(), source.partition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, source.offset());
        Instant until = Instant.now().plus(WAIT);
        try {
            while (Instant.now().isBefore(until)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    return record.offset() == source.offset() ? text(record, source) : null;
                }
            }
        } catch (OffsetOutOfRangeException e) {
            return null; // deleted by the topic's retention
        }
        return null;
    }

    private @Nullable String text(ConsumerRecord<byte[], byte[]> record, Source source) {
        Source start = new Source(source.topic(), source.partition(), source.offset(), 0);
        return parser.parse(record.value(), start, Instant.ofEpochMilli(record.timestamp())).turns().stream()
                .filter(turn -> turnIndex(turn) == source.turnIndex())
                .map(Turn::text)
                .findFirst()
                .orElse(null);
    }

    private static int turnIndex(Turn turn) {
        return Objects.requireNonNull(turn.source(), "source").turnIndex();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
