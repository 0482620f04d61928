package dev.assay.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.demo.EmbeddedBroker;
import dev.assay.topology.InputRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Partition 0 of the topic has a record for each of 100 minutes, partition 1 for the first 10, partition 2 none. */
class RangeResolverTest {

    private static final String TOPIC = "turns";
    private static Instant start; // lately: brokers delete records by their time
    private static EmbeddedBroker broker;

    private final RangeResolver resolver = new RangeResolver(client(), TOPIC);

    @BeforeAll
    static void fill() throws Exception {
        start = Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.SECONDS);
        broker = EmbeddedBroker.start();
        fill(TOPIC, 100);
    }

    private static void fill(String topic, int minutes) throws ExecutionException, InterruptedException {
        broker.createTopic(topic, 3, Map.of());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int minute = 0; minute < minutes; minute++) {
                long time = minute(minute).toEpochMilli();
                for (int partition = 0; partition < (minute < 10 ? 2 : 1); partition++) {
                    producer.send(new ProducerRecord<>(topic, partition, time, null, new byte[] {1}))
                            .get();
                }
            }
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @AfterEach
    void close() {
        resolver.close();
    }

    @Test
    void shouldFindTheOffsetsOfTimes() {
        // When
        RangeResolver.Resolved resolved =
                resolver.resolve(new Position.Time(minute(20)), new Position.Time(minute(50)), Duration.ofMinutes(15));

        // Then
        assertThat(resolved.range().partitions())
                .containsEntry(0, new InputRange.Offsets(5, 20, 50))
                .containsEntry(1, new InputRange.Offsets(5, 10, 10))
                .containsEntry(2, new InputRange.Offsets(0, 0, 0));
        assertThat(resolved.since()).contains(minute(5));
        assertThat(resolved.range().length()).isEqualTo(30);
    }

    @Test
    void shouldWarmFromTheTimeOfTheFirstRecordOfTheRange() {
        // When
        RangeResolver.Resolved resolved = resolver.resolve(
                new Position.Offsets(Map.of(0, 30L, 1, 8L, 2, 0L)), new Position.Latest(), Duration.ofMinutes(5));

        // Then
        assertThat(resolved.since()).contains(minute(3));
        assertThat(resolved.range().partitions())
                .containsEntry(0, new InputRange.Offsets(3, 30, 100))
                .containsEntry(1, new InputRange.Offsets(3, 8, 10));
    }

    @Test
    void shouldWarmNothingBeforeTheTopicBegins() throws Exception {
        // Given
        fill("deleted", 40);
        TopicPartition partition = new TopicPartition("deleted", 0);
        try (Admin admin = Admin.create(client())) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(10)))
                    .all()
                    .get();
        }

        // When
        try (RangeResolver deleted = new RangeResolver(client(), "deleted")) {
            RangeResolver.Resolved resolved =
                    deleted.resolve(new Position.Time(minute(15)), new Position.Latest(), Duration.ofDays(1));

            // Then
            assertThat(resolved.range().partitions()).containsEntry(0, new InputRange.Offsets(10, 15, 40));
            assertThatThrownBy(() -> deleted.resolve(
                            new Position.Offsets(Map.of(0, 9L, 1, 0L, 2, 0L)), new Position.Latest(), Duration.ZERO))
                    .hasMessage("--from is offset 9 of deleted-0; expected 10 to 40, which the topic holds");
        }
    }

    @Test
    void shouldRefuseARangeThatIsNotThere() {
        assertThatThrownBy(() ->
                        resolver.resolve(new Position.Time(minute(50)), new Position.Time(minute(20)), Duration.ZERO))
                .isInstanceOf(ReplayException.class)
                .hasMessage(
                        "partition turns-0: the range begins at offset 50 and ends at 20; expected --from before --to");
        assertThatThrownBy(() -> resolver.resolve(new Position.Time(minute(500)), new Position.Latest(), Duration.ZERO))
                .hasMessageStartingWith("there is no record of topic turns in the range");
        assertThatThrownBy(() ->
                        resolver.resolve(new Position.Earliest(), new Position.Offsets(Map.of(0, 5L)), Duration.ZERO))
                .hasMessage("--to has 1 offsets; expected one for each of the 3 partitions of topic turns");
        assertThatThrownBy(() -> resolver.resolve(
                        new Position.Earliest(), new Position.Offsets(Map.of(0, 5L, 1, 5L, 3, 0L)), Duration.ZERO))
                .hasMessageStartingWith("--to has no offset for partition 2");
        assertThatThrownBy(() -> new RangeResolver(client(), "none"))
                .hasMessage("topic none does not exist; expected the input topic to replay");
    }

    private static Instant minute(int minute) {
        return start.plus(Duration.ofMinutes(minute));
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }
}
