package dev.assay.batching;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** One task after another over the same journal. Work is upper-casing, and is done when a test says so. */
final class AsyncHarness {

    final Map<String, CompletableFuture<String>> work = new LinkedHashMap<>(); // by value, in the order of submission
    final List<String> submissions = new ArrayList<>();
    final List<Boolean> releases = new ArrayList<>();
    final OldestWork oldest = new OldestWork();
    int waits;
    private final KeyValueStore<Long, JournalEntry<String>> journal;
    private final AsyncStep<String, String, String> step;
    private MockProcessorContext<String, String> context;
    private Processor<String, String, String, String> processor;

    @SuppressWarnings("unchecked") // the journal is the step's only store
    AsyncHarness(InFlightLimits limits) {
        step = new AsyncStep<>(
                "journal",
                Serdes.String(),
                this::submit,
                (value, result) -> value + "=" + result,
                String::length,
                limits,
                oldest,
                new Listener());
        journal = (KeyValueStore<Long, JournalEntry<String>>) step.stores()
                .iterator()
                .next()
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        context = new MockProcessorContext<>();
        journal.init(context.getStateStoreContext(), (StateStore) journal);
        processor = step.get();
        start();
    }

    static InFlightLimits limits(int entries, long cost) {
        return new InFlightLimits(entries, cost, new WaitBudget(Duration.ofMinutes(1)));
    }

    private CompletableFuture<String> submit(String value) {
        CompletableFuture<String> future = new CompletableFuture<>();
        submissions.add(value);
        work.put(value, future);
        return future;
    }

    private void start() {
        context.addStateStore(journal);
        processor.init(context);
    }

    /** Closes the task, as before a commit or after a crash, and starts it again on another processor. */
    void restart() {
        processor.close();
        context = new MockProcessorContext<>();
        processor = step.get();
        start();
    }

    /** Closes and starts the same processor, as Kafka Streams does with a corrupted task. */
    void revive() {
        processor.close();
        context = new MockProcessorContext<>();
        start();
    }

    void process(String value) {
        process(value, 0, new RecordHeaders());
    }

    void process(String value, long timestamp, Headers headers) {
        processor.process(new Record<>("key", value, timestamp, headers));
    }

    void finish(String value) {
        future(value).complete(value.toUpperCase(Locale.ROOT));
    }

    CompletableFuture<String> future(String value) {
        return Objects.requireNonNull(work.get(value), "nobody submitted it");
    }

    boolean isArmed() {
        return context.scheduledPunctuators().stream().anyMatch(punctuator -> !punctuator.cancelled());
    }

    void close() {
        processor.close();
    }

    /** Fires the clock, if the processor asked for it. */
    void poll() {
        List<CapturedPunctuator> armed = context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .toList();
        armed.forEach(punctuator -> punctuator.getPunctuator().punctuate(0));
    }

    List<String> outputs() {
        return records().stream().map(Record::value).toList();
    }

    List<Record<String, String>> records() {
        List<Record<String, String>> records = new ArrayList<>();
        for (CapturedForward<? extends String, ? extends String> forward : context.forwarded()) {
            Record<? extends String, ? extends String> record = forward.record();
            records.add(new Record<>(record.key(), record.value(), record.timestamp(), record.headers()));
        }
        return records;
    }

    long journalled() {
        return journal.approximateNumEntries();
    }

    private final class Listener implements BatchingListener {
        @Override
        public void submitted() {}

        @Override
        public void released(boolean done, double seconds) {
            releases.add(done);
        }

        @Override
        public void waited(double seconds) {
            waits++;
        }
    }
}
