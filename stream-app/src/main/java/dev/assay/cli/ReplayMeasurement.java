package dev.assay.cli;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.metrics.ReplayMetrics;
import dev.assay.replay.Outcome;
import dev.assay.replay.ReplayListener;
import dev.assay.replay.ReplayReport;
import dev.assay.topology.MonitorListener;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Serves the metrics of a replay while it runs, and after it until its result was fetched. */
final class ReplayMeasurement implements AutoCloseable {

    /** Longer than any usual interval of fetching. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final ReplayMetrics metrics;

    /**
     * @param config says on which host, and who may read
     * @param port 0 for any free one
     * @throws IOException if it cannot be bound
     */
    ReplayMeasurement(Config config, int port, String run, String bundle) throws IOException {
        metrics = new ReplayMetrics(config.with(Map.of(Settings.HTTP_PORT.name(), String.valueOf(port))), run, bundle);
    }

    String address() {
        return metrics.address();
    }

    /** Measures what it is told, and tells it on. */
    ReplayListener before(ReplayListener next) {
        return new ReplayListener() {
            @Override
            public void progressed(long done, long total) {
                metrics.progressed(done, total);
                next.progressed(done, total);
            }

            @Override
            public MonitorListener ofTurns() {
                return metrics.ofTurns();
            }
        };
    }

    void finished(ReplayReport report) {
        Map<String, Long> byOutcome = new HashMap<>();
        for (Outcome outcome : Outcome.values()) {
            byOutcome.put(
                    outcome.name().toLowerCase(Locale.ROOT), report.comparison().count(outcome));
        }
        metrics.compared(byOutcome, report.isReproduction());
    }

    /** @return whether the result was fetched */
    boolean awaitFetch() throws InterruptedException {
        return metrics.awaitFetch(LONGEST_WAIT);
    }

    @Override
    public void close() {
        metrics.close();
    }
}
