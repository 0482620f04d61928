package dev.assay.reader;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets turns in, in the order in which they come, while there is memory for their scores: however many wait, the process
 * does not run out of it. A turn of any size goes in when no other is there. Thread-safe.
 */
final class Admission {

    private record Waiting(long cost, Runnable start) {}

    private final long room;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long used;
    private int inside;
    private boolean letting; // one thread at a time lets others in, so that their starting cannot nest

    /** @param room for the costs of all turns that are inside */
    Admission(long room) {
        this.room = room;
    }

    /** @param start is run by this thread, or later by one that leaves; each start is followed by one leave */
    void enter(long cost, Runnable start) {
        synchronized (this) {
            waiting.add(new Waiting(cost, start));
        }
        letIn();
    }

    void leave(long cost) {
        synchronized (this) {
            used -= cost;
            inside--;
        }
        letIn();
    }

    private void letIn() {
        synchronized (this) {
            if (letting) {
                return; // that thread looks again
            }
            letting = true;
        }
        for (Waiting next = next(); next != null; next = next()) {
            next.start().run();
        }
    }

    private synchronized @Nullable Waiting next() {
        Waiting first = waiting.peek();
        if (first == null || (inside > 0 && used + first.cost() > room)) {
            letting = false;
            return null;
        }
        used += first.cost();
        inside++;
        return waiting.remove();
    }
}
