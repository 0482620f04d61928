package dev.assay.batching;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Hands records over to be worked on together with those of other tasks, and forwards the results in the order of the
 * records, each exactly once.
 *
 * <p>A record is put into the journal when it is handed over and taken out when its result is forwarded. Both happen in
 * the transaction that commits the input offset or, respectively, the outputs. So every committed record has either its
 * outputs or its journal entry, and after a crash {@link #init} hands the entries over again, ahead of new input.
 * Outstanding work is simply dropped by {@link #close}.
 *
 * <p>Failed work fails the task: the transaction is aborted, and the task starts again from the journal.
 *
 * <p>One per task, used by that task's stream thread only.
 */
final class AsyncProcessor<V, R, O> implements Processor<String, V, String, O> {

    private static final double NANOS_PER_SECOND = 1e9;

    private final AsyncStep<V, R, O> step;
    private final Deque<Pending<V, R>> pending = new ArrayDeque<>(); // oldest first
    private long pendingCost;
    private long nextSequence;
    private @Nullable Cancellable poll;
    private ProcessorContext<String, O> context;
    private KeyValueStore<Long, JournalEntry<V>> journal; // sequence -> entry; the serialised order is that of time

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
    AsyncProcessor(AsyncStep<V, R, O> step) {
        this.step = step;
    }

    @Override
    public void init(ProcessorContext<String, O> newContext) {
        context = newContext;
        journal = context.getStateStore(step.journal());
        pending.clear();
        pendingCost = 0;
        nextSequence = 0;
        try (KeyValueIterator<Long, JournalEntry<V>> entries = journal.all()) {
            while (entries.hasNext()) {
                KeyValue<Long, JournalEntry<V>> entry = entries.next();
                nextSequence = entry.key + 1;
                submit(entry.key, entry.value);
            }
        }
    }

    @Override
    public void process(Record<String, V> record) {
        emitDone();
        awaitRoom(step.cost().applyAsLong(record.value()));
        JournalEntry<V> entry = JournalEntry.of(record);
        long sequence = nextSequence++;
        journal.put(sequence, entry);
        submit(sequence, entry);
    }

    @Override
    public void close() {
        for (Pending<V, R> dropped : pending) {
            dropped.future.cancel(true);
            step.listener().released(false, dropped.seconds());
        }
        pending.clear();
        step.oldest().waitsNoMore(this);
        disarm();
    }

    private void submit(long sequence, JournalEntry<V> entry) {
        long cost = step.cost().applyAsLong(entry.value());
        if (pending.isEmpty()) {
            step.oldest().waits(this);
        }
        pending.addLast(new Pending<>(sequence, entry, step.work().apply(entry.value()), cost, System.nanoTime()));
        pendingCost += cost;
        step.listener().submitted();
        if (poll == null) {
            poll = context.schedule(AsyncStep.POLL_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> poll());
        }
    }

    /** Kafka Streams fires its clocks after a round of records of all tasks of the thread, and then looks whether to commit. */
    private void poll() {
        step.limits().waits().renew();
        emitDone();
    }

    private void emitDone() {
        int before = pending.size();
        while (!pending.isEmpty() && pending.getFirst().future.isDone()) {
            Pending<V, R> head = pending.getFirst();
            R result = result(head.future);
            context.forward(head.entry.result(step.combine().apply(head.entry.value(), result)));
            journal.delete(head.sequence);
            pending.removeFirst();
            pendingCost -= head.cost;
            step.listener().released(true, head.seconds());
        }
        if (pending.isEmpty()) {
            step.oldest().waitsNoMore(this);
            disarm();
        } else if (pending.size() < before) {
            step.oldest().waits(this);
        }
    }

    /** Every firing asks for a commit, so there is none without work. */
    private void disarm() {
        Cancellable armed = poll;
        if (armed != null) {
            poll = null;
            armed.cancel();
        }
    }

    private void awaitRoom(long cost) {
        if (hasRoom(cost)) {
            return;
        }
        long start = System.nanoTime();
        long deadline = start + step.limits().waits().left();
        while (!hasRoom(cost) && isHeadDoneBy(deadline)) {
            emitDone();
        }
        long waited = System.nanoTime() - start;
        step.limits().waits().spend(waited);
        step.listener().waited(waited / NANOS_PER_SECOND);
    }

    private boolean hasRoom(long cost) {
        return pending.isEmpty()
                || (pending.size() < step.limits().entries()
                        && pendingCost + cost <= step.limits().cost());
    }

    private boolean isHeadDoneBy(long deadline) {
        try {
            long left = Math.max(0, deadline - System.nanoTime());
            Object unused = pending.getFirst().future.get(left, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | CancellationException e) {
            return true; // emitDone takes the failure from the future itself
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static <R> R result(CompletableFuture<R> done) {
        try {
            return done.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StreamsException(
                    "the work on a record failed; it stays in the journal and is tried again", cause);
        } catch (CancellationException e) {
            throw new StreamsException("the work on a record was cancelled; it stays in the journal", e);
        }
    }

    private record Pending<V, R>(
            long sequence, JournalEntry<V> entry, CompletableFuture<R> future, long cost, long startNanos) {

        double seconds() {
            return (System.nanoTime() - startNanos) / NANOS_PER_SECOND;
        }
    }
}
