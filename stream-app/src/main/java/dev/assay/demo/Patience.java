package dev.assay.demo;

import dev.assay.metrics.Health;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Waits for something, and gives up when the monitor is dead.
 *
 * @param meanwhile run between two looks, to show progress
 */
record Patience(Supplier<Health> health, Runnable meanwhile) {

    private static final long LOOK_MILLIS = 100;

    /** Something that comes true by itself. */
    @FunctionalInterface
    interface Condition {

        /** @return false if it has not come true after that time */
        boolean await(long millis) throws IOException, InterruptedException;
    }

    /** @throws IOException if the monitor has stopped for good */
    void await(Condition condition) throws IOException, InterruptedException {
        while (!condition.await(LOOK_MILLIS)) {
            meanwhile.run();
            Health now = health.get();
            if (!now.live()) {
                throw new IOException("the monitor has stopped: " + now.reason());
            }
        }
    }
}
