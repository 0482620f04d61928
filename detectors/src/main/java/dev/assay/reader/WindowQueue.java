package dev.assay.reader;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Windows waiting to be read, by padded length. A batch always holds the window that is next; those padded alike join it,
 * the next ones first. Thread-safe.
 *
 * <p>Turns are served in the order in which they come, but of a long one {@value #TOGETHER} windows at a time: the next ones
 * queue as if they belonged to a turn that came after, those after them to one that came two turns after, and so on. So a
 * long turn holds the others up by {@value #TOGETHER} windows each, and itself waits for as many turns as it takes turns.
 */
final class WindowQueue {

    /** A window and the turn it belongs to. */
    record Entry(Window window, TurnReading turn) {}

    /** Windows of one padded length, read together. */
    record Batch(int sequence, List<Entry> entries) {}

    /** @param turn the place in the order of turns; those of one place are in the order of arrival */
    private record Waiting(long turn, long arrival, Entry entry) {}

    private static final int TOGETHER = 4;
    private static final Comparator<Waiting> NEXT_FIRST =
            Comparator.comparingLong(Waiting::turn).thenComparingLong(Waiting::arrival);

    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final BatchingOptions options;
    private final int longest;
    private final Map<Integer, Queue<Waiting>> byLength = new TreeMap<>();
    private long turns;
    private long arrivals;
    private boolean closed;

    /** @param longest no window is longer, and none is padded beyond it */
    WindowQueue(BatchingOptions options, int longest) {
        this.options = options;
        this.longest = longest;
    }

    /**
     * @param entries of one turn, in its order
     * @return whether they were taken in; false once closed
     */
    boolean add(Collection<Entry> entries) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            int ahead = 0;
            for (Entry entry : entries) {
                byLength.computeIfAbsent(padded(entry.window().length()), length -> new PriorityQueue<>(NEXT_FIRST))
                        .add(new Waiting(turns + ahead++ / TOGETHER, arrivals++, entry));
            }
            turns++;
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
                int sequence = next();
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

    /** @return the padded length of the window that is next; 0 without windows */
    private int next() {
        Waiting first = null;
        int sequence = 0;
        for (Map.Entry<Integer, Queue<Waiting>> queue : byLength.entrySet()) {
            Waiting head = queue.getValue().peek();
            if (head != null && (first == null || NEXT_FIRST.compare(head, first) < 0)) {
                first = head;
                sequence = queue.getKey();
            }
        }
        return sequence;
    }

    private List<Entry> poll(int sequence) {
        Queue<Waiting> queue = byLength.getOrDefault(sequence, new PriorityQueue<>(NEXT_FIRST));
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
