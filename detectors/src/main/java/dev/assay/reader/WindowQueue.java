package dev.assay.reader;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Windows waiting to be read, by padded length. A batch always holds the window that has waited longest, so none waits
 * for ever; those padded alike join it in arrival order. Thread-safe.
 */
final class WindowQueue {

    /** A window and the turn it belongs to. */
    record Entry(Window window, TurnReading turn) {}

    /** Windows of one padded length, read together. */
    record Batch(int sequence, List<Entry> entries) {}

    private record Waiting(long arrival, Entry entry) {}

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final BatchingOptions options;
    private final int longest;
    private final Map<Integer, Deque<Waiting>> byLength = new TreeMap<>();
    private long arrivals;
    private boolean closed;

    /** @param longest no window is longer, and none is padded beyond it */
    WindowQueue(BatchingOptions options, int longest) {
        this.options = options;
        this.longest = longest;
    }

    /** @return whether the entries were taken in; false once closed */
    boolean add(Collection<Entry> entries) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            for (Entry entry : entries) {
                byLength.computeIfAbsent(padded(entry.window().length()), length -> new ArrayDeque<>())
                        .add(new Waiting(arrivals++, entry));
            }
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next batch; empty once closed. Windows of turns that are already decided are dropped. */
    Batch take() {
        lock.lock();
        try {
            while (true) {
                if (closed) {
                    return new Batch(0, List.of());
                }
                int sequence = longestWaiting();
                if (sequence == 0) {
                    changed.awaitUninterruptibly();
                } else {
                    List<Entry> entries = poll(sequence);
                    if (!entries.isEmpty()) {
                        return new Batch(sequence, entries);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Wakes everybody who waits. @return the entries nobody will take any more */
    List<Entry> close() {
        lock.lock();
        try {
            closed = true;
            List<Entry> left = new ArrayList<>();
            byLength.values().forEach(queue -> queue.forEach(waiting -> left.add(waiting.entry())));
            byLength.clear();
            changed.signalAll();
            return left;
        } finally {
            lock.unlock();
        }
    }

    private int longestWaiting() {
        long first = Long.MAX_VALUE;
        int sequence = 0;
        for (Map.Entry<Integer, Deque<Waiting>> queue : byLength.entrySet()) {
            Waiting head = queue.getValue().peek();
            if (head != null && head.arrival() < first) {
                first = head.arrival();
                sequence = queue.getKey();
            }
        }
        return sequence;
    }

    private List<Entry> poll(int sequence) {
        Deque<Waiting> queue = byLength.getOrDefault(sequence, new ArrayDeque<>());
        int most = Math.max(1, options.paddedTokens() / sequence);
        List<Entry> entries = new ArrayList<>(most);
        while (entries.size() < most && !queue.isEmpty()) {
            Entry entry = queue.remove().entry();
            if (!entry.turn().result().isDone()) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private int padded(int length) {
        int buckets = (length + options.bucket() - 1) / options.bucket();
        return Math.min(buckets * options.bucket(), longest);
    }
}
