package dev.assay.metrics;

import dev.assay.config.Config;
import dev.assay.topology.MonitorEvent;
import dev.assay.topology.MonitorListener;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.GaugeMetricFamily;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one process of a replay, served over HTTP from the moment this is made until it is closed. They are named
 * {@code assay_replay_*} only, so that the service's dashboards and rules never count what is judged again. Thread-safe.
 */
public final class ReplayMetrics implements AutoCloseable {

    private static final Duration ANSWER_TIME = Duration.ofSeconds(1);

    private final CollectorRegistry registry = new CollectorRegistry();
    private final String run;
    private final Gauge records;
    private final Gauge remaining;
    private final Counter turns;
    private final ResultCollector result;
    private final Exporter exporter;

    /**
     * @param config says where, and who may read
     * @param run the run's id
     * @param bundle digest of what judges
     * @throws IOException if the address cannot be bound or the key store not be read; the message names it
     */
    public ReplayMetrics(Config config, String run, String bundle) throws IOException {
        this.run = run;
        ReplayMeters.RUN.newGauge(registry).labels(run, bundle).set(1);
        records = ReplayMeters.RECORDS.newGauge(registry);
        remaining = ReplayMeters.REMAINING.newGauge(registry);
        turns = ReplayMeters.TURNS.newCounter(registry);
        turns.labels(run);
        result = new ResultCollector(run);
        registry.register(result);
        exporter = new Exporter(Access.of(config), registry, () -> new Health(true, true, "replaying"));
    }

    /** Counts what is judged again. */
    public MonitorListener ofTurns() {
        return event -> {
            if (event instanceof MonitorEvent.TurnJudged) {
                turns.labels(run).inc();
            }
        };
    }

    /**
     * @param done offsets of the input that are taken
     * @param total of them
     */
    public void progressed(long done, long total) {
        records.labels(run).set((double) total);
        remaining.labels(run).set((double) (total - done));
    }

    /**
     * @param byOutcome how many alerts there are of each
     * @param mustBeIdentical whether a difference is a fault
     */
    public void compared(Map<String, Long> byOutcome, boolean mustBeIdentical) {
        result.set(new Result(new TreeMap<>(byOutcome), mustBeIdentical));
    }

    /**
     * Waits until somebody has fetched the metrics after {@link #compared}.
     *
     * @return false if nobody has for so long
     */
    public boolean awaitFetch(Duration longest) throws InterruptedException {
        boolean fetched = result.fetched.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        if (fetched) {
            Thread.sleep(ANSWER_TIME.toMillis()); // the answer is still being written
        }
        return fetched;
    }

    /** Where the metrics are, e.g. {@code http://127.0.0.1:9404/metrics}. */
    public String address() {
        return exporter.address();
    }

    @Override
    public void close() {
        exporter.close();
    }

    private record Result(Map<String, Long> byOutcome, boolean mustBeIdentical) {}

    /** The result, as soon as there is one, all at once; and whether it was asked for since. */
    private static final class ResultCollector extends Collector {

        private final CountDownLatch fetched = new CountDownLatch(1);
        private final String run;
        private volatile @Nullable Result result;

        ResultCollector(String run) {
            this.run = run;
        }

        void set(Result result) {
            this.result = result;
        }

        @Override
        public List<MetricFamilySamples> collect() {
            GaugeMetricFamily alerts = family(ReplayMeters.ALERTS);
            GaugeMetricFamily reproduction = family(ReplayMeters.REPRODUCTION);
            Result now = result;
            if (now != null) {
                now.byOutcome()
                        .forEach((outcome, number) -> alerts.addMetric(List.of(run, outcome), number.doubleValue()));
                reproduction.addMetric(List.of(run), now.mustBeIdentical() ? 1 : 0);
                fetched.countDown();
            }
            return List.of(alerts, reproduction);
        }

        private static GaugeMetricFamily family(Meter meter) {
            return new GaugeMetricFamily(meter.name(), meter.help(), meter.labels());
        }
    }
}
