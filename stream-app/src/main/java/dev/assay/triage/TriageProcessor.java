package dev.assay.triage;

import dev.assay.schemas.Decision;
import dev.assay.schemas.Severity;
import dev.assay.state.ExpiryClock;
import dev.assay.state.ExpiryIndex;
import dev.assay.triage.TriageListener.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is known of each alert and tells how many alerts of each detector have which last decision.
 *
 * <p>Keyed by alert id, alerts and decisions in any order. The counts are those of the store: they are told anew when a
 * task starts and taken back when it closes, so they survive restarts and move with the task.
 *
 * <p>What was not touched for the retention is forgotten, by a clock that believes no single record: anybody may write a
 * decision with the time of next year, and alerts that wait for theirs must outlive it.
 */
final class TriageProcessor implements Processor<String, Triaged, Void, Void> {

    private static final int STEPS_PER_RETENTION = 24;
    private static final double KEPT_WHEN_FULL = 0.9;

    private final String storeName;
    private final TriageLimits limits;
    private final TriageListener listener;
    private final long step;
    private @Nullable KeyValueStore<String, Triaged> store;
    private ExpiryClock clock;
    private long lastSweep = ExpiryIndex.NEVER; // by the clock
    private int entries;

    TriageProcessor(String storeName, TriageLimits limits, TriageListener listener) {
        this.storeName = storeName;
        this.limits = limits;
        this.listener = listener;
        this.step = Math.max(1, limits.retention().toMillis() / STEPS_PER_RETENTION);
        this.clock = new ExpiryClock(ExpiryIndex.NEVER, step);
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        KeyValueStore<String, Triaged> opened = context.getStateStore(storeName);
        store = opened;
        long[] oldest = {Long.MAX_VALUE};
        forEach(opened, entry -> {
            entries++;
            oldest[0] = Math.min(oldest[0], entry.value.touched().toEpochMilli());
            count(entry.value, 1);
        });
        clock = new ExpiryClock(entries == 0 ? ExpiryIndex.NEVER : oldest[0], step);
        lastSweep = ExpiryIndex.NEVER;
    }

    @Override
    public void process(Record<String, Triaged> record) {
        KeyValueStore<String, Triaged> opened = open();
        Triaged known = opened.get(record.key());
        Triaged news = record.value().touchedAt(Instant.ofEpochMilli(record.timestamp()));
        if (news.decision() != null) {
            listener.read(outcome(known, news));
        }
        Triaged now = known == null ? news : known.with(news);
        if (known == null) {
            entries++;
        } else {
            count(known, -1);
        }
        count(now, 1);
        tellFirstDecision(known, now);
        opened.put(record.key(), now);
        forgetExpired(clock.after(record.timestamp()));
        if (entries > limits.alerts()) {
            forgetOldest();
        }
    }

    @Override
    public void close() {
        KeyValueStore<String, Triaged> opened = store;
        if (opened != null && opened.isOpen()) {
            forEach(opened, entry -> count(entry.value, -1));
        }
        store = null;
        entries = 0;
    }

    private static Outcome outcome(@Nullable Triaged known, Triaged news) {
        if (known == null || known.detector() == null) {
            return Outcome.WAITING;
        }
        if (known.decision() == null) {
            return Outcome.APPLIED;
        }
        if (news.isOutdatedBy(known)) {
            return Outcome.OUTDATED;
        }
        return known.decision() == news.decision() ? Outcome.REPEATED : Outcome.CHANGED;
    }

    private void count(Triaged alert, int change) {
        String detector = alert.detector();
        Decision decision = alert.decision();
        if (detector != null && decision != null) {
            listener.counted(detector, decision, change);
        }
        Severity severity = alert.severity();
        Instant raised = alert.raised();
        if (severity != null && raised != null && decision == null) {
            listener.open(severity, raised, change);
        }
    }

    private void tellFirstDecision(@Nullable Triaged known, Triaged now) {
        boolean isFirst = known == null || known.decision() == null || known.raised() == null;
        String detector = now.detector();
        Instant raised = now.raised();
        Instant decided = now.decidedAt();
        if (isFirst && detector != null && raised != null && decided != null) {
            listener.decided(detector, Duration.between(raised, decided));
        }
    }

    /** One more step is kept, so that a single record that lies about its time makes nothing be forgotten. */
    private void forgetExpired(long time) {
        if (lastSweep != ExpiryIndex.NEVER && Math.abs(time - lastSweep) < step) {
            return;
        }
        long firstKept = time - limits.retention().toMillis() - step;
        forget(alert -> alert.touched().toEpochMilli() < firstKept);
        lastSweep = time;
    }

    /** Makes room for a tenth of the limit at once, since it looks at every entry. */
    private void forgetOldest() {
        List<Long> times = new ArrayList<>(entries);
        forEach(open(), entry -> times.add(entry.value.touched().toEpochMilli()));
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        int surplus = sorted.length - (int) (limits.alerts() * KEPT_WHEN_FULL);
        long newest = sorted[Math.max(0, Math.min(sorted.length, surplus) - 1)];
        forget(alert -> alert.touched().toEpochMilli() <= newest);
    }

    private void forget(Predicate<Triaged> condition) {
        List<String> forgotten = new ArrayList<>();
        forEach(open(), entry -> {
            if (condition.test(entry.value)) {
                forgotten.add(entry.key);
                count(entry.value, -1);
            }
        });
        forgotten.forEach(open()::delete);
        entries -= forgotten.size();
    }

    private KeyValueStore<String, Triaged> open() {
        KeyValueStore<String, Triaged> opened = store;
        if (opened == null) {
            throw new IllegalStateException("the store '" + storeName + "' is closed; expected init() before use");
        }
        return opened;
    }

    private static void forEach(KeyValueStore<String, Triaged> store, Consumer<KeyValue<String, Triaged>> action) {
        try (KeyValueIterator<String, Triaged> all = store.all()) {
            all.forEachRemaining(action);
        }
    }
}
