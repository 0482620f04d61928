package dev.assay.evaluation.features;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** A random sample of what is offered, each kept with the same probability. Not thread-safe. */
final class Reservoir<T> {

    private final int capacity;
    private final Random random;
    private final List<T> kept = new ArrayList<>();
    private long seen;

    Reservoir(int capacity, long seed) {
        this.capacity = capacity;
        this.random = new Random(seed);
    }

    /** @param one is made only if it is kept */
    void offer(Supplier<T> one) {
        long place = seen < capacity ? seen : random.nextLong(seen + 1);
        seen++;
        if (place < kept.size()) {
            kept.set((int) place, one.get());
        } else if (place < capacity) {
            kept.add(one.get());
        }
    }

    List<T> kept() {
        return Collections.unmodifiableList(kept);
    }
}
