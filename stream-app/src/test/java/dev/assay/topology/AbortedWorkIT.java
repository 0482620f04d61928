package dev.assay.topology;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One task of a stream thread is found corrupt while the group rebalances, and another task of the same thread has done
 * work that is not committed yet.
 *
 * <p>The thread of one task is held, so that the rebalance which a third thread asks for cannot end. The other thread has
 * two tasks and waits for the rebalance: it processes, and cannot commit. One of its tasks works, then the other is
 * corrupt, once.
 */
@Timeout(300)
class AbortedWorkIT {

    private static final int WORK = 20; // records
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private static EmbeddedBroker broker;
    private static Admin admin;
    private static KafkaProducer<String, String> producer;

    private final List<String> given = new ArrayList<>(); // values
    private int failures;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        admin = Admin.create(client);
        producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer());
    }

    @AfterAll
    static void stop() {
        producer.close();
        admin.close();
        broker.close();
    }

    /** @param later records for the task that worked, after the other was corrupt: what it goes on with, or not */
    @ParameterizedTest
    @ValueSource(ints = {0, WORK})
    void shouldLoseNoWorkOfATaskWhenAnotherIsCorruptWhileTheGroupRebalances(int later, @TempDir Path directory)
            throws Exception {
        // Given, when
        List<String> published = corruptWhileRebalancing("ours" + later, new StreamsClients(), directory, later);

        // Then
        assertThat(published).containsExactlyInAnyOrderElementsOf(given);
        assertThat(failures).as("threads that failed").isZero();
    }

    /** Why {@link StreamsClients} has a producer of its own. When this fails after an upgrade, it may be needless. */
    @Test
    void shouldLoseWorkWithTheClientsOfKafkaStreamsWhichIsWhyOursExist(@TempDir Path directory) throws Exception {
        // Given, when
        List<String> published = corruptWhileRebalancing("theirs", new DefaultKafkaClientSupplier(), directory, WORK);

        // Then
        List<String> lost = new ArrayList<>(given);
        published.forEach(lost::remove);
        assertThat(lost).hasSize(WORK).allMatch(value -> value.startsWith("work"));
    }

    /** @return the values published, once everything given is committed as processed */
    private List<String> corruptWhileRebalancing(String name, KafkaClientSupplier clients, Path directory, int later)
            throws Exception {
        broker.createTopic(SharedThreads.input(name), SharedThreads.PARTITIONS, Map.of());
        broker.createTopic(SharedThreads.output(name), 1, Map.of());
        try (JoinLog joins = new JoinLog();
                SharedThreads threads = new SharedThreads(name, broker.bootstrapServers(), clients, directory)) {
            await("a thread with two tasks", () -> threads.threadOf(2) != null);
            ThreadMetadata two = requireNonNull(threads.threadOf(2));
            int working = SharedThreads.partitions(two).get(0);
            int corrupt = SharedThreads.partitions(two).get(1);
            int held = SharedThreads.partitions(requireNonNull(threads.threadOf(1)))
                    .get(0);
            for (int partition = 0; partition < SharedThreads.PARTITIONS; partition++) {
                send(name, partition, "first");
            }
            await("the first records to be committed", () -> allCommitted(name));

            send(name, held, SharedThreads.HOLD);
            await("a thread to be held", () -> threads.processed(held, SharedThreads.HOLD) == 1);
            joins.forget();
            threads.addThread();
            await("the other thread to wait for the rebalance", () -> joins.has(two.consumerClientId()));
            for (int record = 0; record < WORK; record++) {
                send(name, working, "work");
            }
            await("work that cannot be committed", () -> threads.processed(working, "work") == WORK);
            send(name, corrupt, SharedThreads.CORRUPT);
            await("a corrupt task", threads::corrupted);
            for (int record = 0; record < later; record++) {
                send(name, working, "later");
            }
            threads.release();
            await("all records to be committed", () -> allCommitted(name));
            failures = threads.failures();
        }
        return published(name);
    }

    private void send(String name, int partition, String value) throws Exception {
        String unique = value + "-" + given.size();
        producer.send(new ProducerRecord<>(SharedThreads.input(name), partition, "key", unique))
                .get();
        given.add(unique);
    }

    private boolean allCommitted(String name) {
        try {
            Map<TopicPartition, OffsetAndMetadata> positions = admin.listConsumerGroupOffsets(name)
                    .partitionsToOffsetAndMetadata()
                    .get();
            long committed = IntStream.range(0, SharedThreads.PARTITIONS)
                    .mapToObj(partition -> positions.get(new TopicPartition(SharedThreads.input(name), partition)))
                    .mapToLong(position -> position == null ? 0 : position.offset())
                    .sum();
            return committed == given.size();
        } catch (Exception e) {
            throw new IllegalStateException("cannot read the committed positions of " + name, e);
        }
    }

    private static List<String> published(String name) {
        TopicPartition output = new TopicPartition(SharedThreads.output(name), 0);
        List<String> values = new ArrayList<>();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(output));
            long end = requireNonNull(consumer.endOffsets(List.of(output)).get(output));
            while (consumer.position(output) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for %s, the time", what).isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
