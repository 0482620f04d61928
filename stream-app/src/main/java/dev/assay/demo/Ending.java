package dev.assay.demo;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Lets a thread clean up when the process is told to end: the thread is interrupted, and the process waits for it. Must be
 * the first resource of its {@code try}, so that it is closed after the others.
 */
final class Ending implements AutoCloseable {

    private static final long LONGEST_CLEANING_SECONDS = 15;

    private final CountDownLatch cleaned = new CountDownLatch(1);
    private final Thread hook;

    private Ending(Thread working) {
        hook = new Thread(() -> {
            working.interrupt();
            awaitCleaned();
        });
    }

    static Ending ofThisThread() {
        Ending ending = new Ending(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(ending.hook);
        return ending;
    }

    /** What the thread does until then. */
    @FunctionalInterface
    interface Work<T> {

        T run() throws IOException, InterruptedException;
    }

    /** @throws InterruptedException if the process was told to end, with the thread free to clean up */
    <T> T interruptibly(Work<T> work) throws IOException, InterruptedException {
        try {
            return work.run();
        } catch (InterruptException e) { // Kafka's own, which leaves the thread interrupted
            boolean unused = Thread.interrupted();
            throw new InterruptedException(e.getMessage());
        }
    }

    @Override
    public void close() {
        cleaned.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook has done its part
        }
    }

    private void awaitCleaned() {
        try {
            boolean unused = cleaned.await(LONGEST_CLEANING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
