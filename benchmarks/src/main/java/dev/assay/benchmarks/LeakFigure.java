package dev.assay.benchmarks;

import java.util.Locale;

/**
 * What many batches left behind.
 *
 * @param batches between the samples
 * @param before of the engine that runs them, when every shape was run
 * @param after of the same engine
 * @param closed when it is closed
 */
record LeakFigure(long batches, LeakSample before, LeakSample after, LeakSample closed) {

    private static final double TOLERATED_RESIDENT = 64; // MiB: 67 bytes for each of a million batches
    private static final double TOLERATED_DEVICE = 4; // MiB: CUDA takes memory in pieces of 2
    private static final double BYTES_PER_MEBIBYTE = 1 << 20;

    /** MiB of the process. */
    double residentGrowth() {
        return after.resident() - before.resident();
    }

    /** MiB of the GPU, whoever took them. */
    double deviceGrowth() {
        return (before.free() - after.free()) / BYTES_PER_MEBIBYTE;
    }

    boolean leaks() {
        return residentGrowth() > TOLERATED_RESIDENT
                || deviceGrowth() > TOLERATED_DEVICE
                || after.held() > before.held()
                || closed.held() != 0;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                """
                | leaks, over %,d batches | process, MiB | GPU, MiB free | buffers, bytes |
                |---|---:|---:|---:|
                | before | %.1f | %.1f | %,d |
                | after | %.1f | %.1f | %,d |
                | closed | %.1f | %.1f | %,d |

                Grown by %.1f MiB (%.1f bytes a batch), on the GPU by %.1f MiB: %s.""",
                batches,
                before.resident(),
                before.free() / BYTES_PER_MEBIBYTE,
                before.held(),
                after.resident(),
                after.free() / BYTES_PER_MEBIBYTE,
                after.held(),
                closed.resident(),
                closed.free() / BYTES_PER_MEBIBYTE,
                closed.held(),
                residentGrowth(),
                residentGrowth() * BYTES_PER_MEBIBYTE / batches,
                deviceGrowth(),
                leaks() ? "LEAKS" : "no leak");
    }
}
