package dev.assay.batching;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long the tasks of a process have waited for the work on their oldest record: it holds back all behind it. The time
 * counts from when the record was handed over or became the oldest, whichever was later, so that it stays short while
 * work is done, however much is waiting. Thread-safe.
 */
public final class OldestWork {

    private final Map<Object, Long> since = new ConcurrentHashMap<>(); // task -> System.nanoTime()

    /** Of the task that has waited for longest; zero if none waits. */
    public Duration age() {
        long now = System.nanoTime();
        return Duration.ofNanos(since.values().stream()
                .mapToLong(start -> Math.max(0, now - start))
                .max()
                .orElse(0));
    }

    /** From now on the task waits for another record. */
    void waits(Object task) {
        since.put(task, System.nanoTime());
    }

    void waitsNoMore(Object task) {
        since.remove(task);
    }
}
