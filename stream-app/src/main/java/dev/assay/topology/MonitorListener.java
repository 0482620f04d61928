package dev.assay.topology;

/**
 * Is told what happens to turns, for counters and progress bars. Called on stream threads and the reader's: must be
 * thread-safe, quick, and must not throw.
 *
 * <p>Work that is done again after a failure is told again; only the topics count exactly once.
 */
@FunctionalInterface
public interface MonitorListener {

    /** Does nothing. */
    MonitorListener NONE = event -> {};

    void on(MonitorEvent event);
}
