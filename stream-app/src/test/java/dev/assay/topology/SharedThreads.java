package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Three tasks on two stream threads, which count each record and publish it as it is, exactly once. A record may hold its
 * thread, or be what its task is found corrupt by.
 */
final class SharedThreads implements AutoCloseable {

    static final int PARTITIONS = 3;
    static final String HOLD = "hold";
    static final String CORRUPT = "corrupt";

    private static final Duration LONGEST_HOLD = Duration.ofMinutes(2);

    private final Queue<Processed> processed = new ConcurrentLinkedQueue<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicBoolean corrupted = new AtomicBoolean();
    private final AtomicInteger failures = new AtomicInteger();
    private final KafkaStreams streams;

    private record Processed(int partition, String value) {}

    SharedThreads(String name, String bootstrapServers, KafkaClientSupplier clients, Path directory) {
        streams = new KafkaStreams(topology(name), properties(name, bootstrapServers, directory), clients);
        streams.setUncaughtExceptionHandler(failure -> {
            failures.incrementAndGet();
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.start();
    }

    static String input(String name) {
        return name + ".input";
    }

    static String output(String name) {
        return name + ".output";
    }

    void addThread() {
        if (streams.addStreamThread().isEmpty()) {
            throw new IllegalStateException("no thread was added; expected the application to run");
        }
    }

    /** The thread that has {@code tasks} tasks, once every task has a thread; null before. */
    @Nullable
    ThreadMetadata threadOf(int tasks) {
        Set<ThreadMetadata> threads = streams.metadataForLocalThreads();
        int assigned =
                threads.stream().mapToInt(thread -> thread.activeTasks().size()).sum();
        return threads.stream()
                .filter(thread -> assigned == PARTITIONS && thread.activeTasks().size() == tasks)
                .findFirst()
                .orElse(null);
    }

    static List<Integer> partitions(ThreadMetadata thread) {
        return thread.activeTasks().stream()
                .map(task -> task.taskId().partition())
                .sorted()
                .toList();
    }

    /** How often records whose value begins so were processed, whether or not that is committed. */
    long processed(int partition, String value) {
        return processed.stream()
                .filter(record ->
                        record.partition() == partition && record.value().startsWith(value))
                .count();
    }

    boolean corrupted() {
        return corrupted.get();
    }

    /** Stream threads that failed. */
    int failures() {
        return failures.get();
    }

    /** Lets the thread that is held go on. */
    void release() {
        released.countDown();
    }

    @Override
    public void close() {
        release();
        streams.close();
    }

    private Topology topology(String name) {
        return new Topology()
                .addSource("source", input(name))
                .addProcessor("count", Counting::new, "source")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore("counts"), Serdes.String(), Serdes.Long()),
                        "count")
                .addSink("sink", output(name), "count");
    }

    private static Properties properties(String name, String bootstrapServers, Path directory) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        properties.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), 100);
        properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        properties.put(StreamsConfig.producerPrefix("transaction.timeout.ms"), (int) LONGEST_HOLD.toMillis());
        return properties;
    }

    private final class Counting implements Processor<String, String, String, String> {

        private @Nullable ProcessorContext<String, String> context;
        private @Nullable KeyValueStore<String, Long> counts;

        @Override
        public void init(ProcessorContext<String, String> context) {
            this.context = context;
            this.counts = context.getStateStore("counts");
        }

        @Override
        public void process(Record<String, String> record) {
            ProcessorContext<String, String> task = requireNonNull(context);
            if (record.value().startsWith(CORRUPT) && corrupted.compareAndSet(false, true)) {
                throw new TaskCorruptedException(Set.of(task.taskId()));
            }
            KeyValueStore<String, Long> store = requireNonNull(counts);
            Long before = store.get(record.key());
            store.put(record.key(), before == null ? 1 : before + 1);
            task.forward(record);
            processed.add(new Processed(task.taskId().partition(), record.value()));
            if (record.value().startsWith(HOLD)) {
                hold();
            }
        }

        private void hold() {
            try {
                boolean unused = released.await(LONGEST_HOLD.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
