package dev.assay.service;

import dev.assay.bundle.Bundle;
import dev.assay.canary.Canaries;
import dev.assay.canary.CanarySender;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.engine.Djl;
import dev.assay.engine.EngineInfo;
import dev.assay.metrics.Health;
import dev.assay.metrics.ServiceMetrics;
import dev.assay.schemas.Turn;
import dev.assay.topology.BundleReader;
import dev.assay.topology.MonitorApplication;
import dev.assay.topology.MonitorEvent;
import dev.assay.topology.MonitorListener;
import dev.assay.topology.MonitorParts;
import dev.assay.topology.Wire;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running monitor. Health is served before the reader is loaded, turns are processed after. Thread-safe once started.
 */
public final class MonitorService implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MonitorService.class);

    private static final Duration LARGEST_STEP_BACK =
            Duration.ofSeconds(10); // waited for; of a clock set right, mostly less

    private final Config config;
    private final ServiceMetrics metrics;
    private final ClockWatch clock = new ClockWatch(Clock.systemUTC(), System::nanoTime);
    private @Nullable Bundle bundle;
    private @Nullable BundleReader reader;
    private @Nullable CanarySender canaries;
    private volatile @Nullable MonitorApplication application;

    private MonitorService(Config config) throws IOException {
        this.config = config;
        metrics = new ServiceMetrics(config, this::health);
    }

    /**
     * Loads the bundle and the reader and starts to process turns; returns before the first one is taken.
     *
     * @param listener told besides the metrics
     * @throws IOException if metrics cannot be served
     * @throws dev.assay.bundle.BundleException if the bundle is not intact
     * @throws dev.assay.engine.EngineException if the engine cannot run the reader
     */
    public static MonitorService start(Config config, MonitorListener listener) throws IOException {
        Djl.offline();
        MonitorService service = new MonitorService(config);
        try {
            service.load(listener);
            return service;
        } catch (RuntimeException e) {
            service.close();
            throw e;
        }
    }

    private void load(MonitorListener listener) {
        Bundle loaded = Bundle.load(config.get(Settings.BUNDLE));
        BundleReader opened = BundleReader.open(config, loaded, metrics.ofReader());
        bundle = loaded;
        reader = opened;
        MonitorListener instruments = metrics.ofMonitor(loaded, opened::engine, BundleReader.engines(config));
        MonitorListener both = event -> {
            instruments.on(event);
            listener.on(event);
        };
        MonitorApplication starting =
                new MonitorApplication(config, MonitorParts.of(loaded, opened.reader(), opened.engine(), both));
        metrics.watch(starting::state, starting::metrics, config.get(Settings.INPUT_TOPIC));
        metrics.watch(starting::longestRead);
        log.info(
                "monitoring with bundle {} ({}), reader {} on {}",
                loaded.provenance().name(),
                loaded.digest(),
                loaded.reader().name(),
                opened.engine());
        application = starting;
        starting.start();
        if (Canaries.of(config).enabled()) {
            canaries = new CanarySender(
                    config,
                    Wire.of(config).format().serde(Turn.class).serializer(),
                    Clock.systemUTC(),
                    canary -> both.on(new MonitorEvent.CanarySent(canary)));
        }
    }

    /** Live unless only a restart helps; ready while turns are processed. */
    public Health health() {
        MonitorApplication running = application;
        return running == null
                ? new Health(true, false, "loading the reader")
                : health(
                        running.state(),
                        running.liveThreads(),
                        running.longestRead(),
                        config.get(Settings.STALLED_AFTER),
                        clock.setBack());
    }

    /**
     * @param longestRead how long a task has waited for the reader
     * @param setBack by how much the machine's clock was set back
     */
    static Health health(
            KafkaStreams.State state, int liveThreads, Duration longestRead, Duration stalledAfter, Duration setBack) {
        if (state == KafkaStreams.State.ERROR || state == KafkaStreams.State.NOT_RUNNING) {
            return new Health(false, false, state.name());
        }
        if (state.isRunningOrRebalancing() && liveThreads == 0) {
            return new Health(false, false, "every stream thread is dead");
        }
        if (longestRead.compareTo(stalledAfter) > 0) {
            return new Health(
                    false,
                    false,
                    "the reader has not finished a turn in " + longestRead.toSeconds() + " s; expected at most "
                            + Settings.STALLED_AFTER.name() + ", " + stalledAfter.toSeconds() + " s");
        }
        if (setBack.compareTo(LARGEST_STEP_BACK) > 0) {
            return new Health(
                    false,
                    false,
                    "the machine's clock was set back by " + setBack.toSeconds() + " s; expected at most "
                            + LARGEST_STEP_BACK.toSeconds()
                            + " s: Kafka's clients stand still until it is where it was, a new process does not");
        }
        return new Health(true, state == KafkaStreams.State.RUNNING, state.name());
    }

    public Bundle bundle() {
        Bundle loaded = bundle;
        if (loaded == null) {
            throw new IllegalStateException("the bundle is not loaded; expected a started service");
        }
        return loaded;
    }

    public EngineInfo engine() {
        BundleReader opened = reader;
        if (opened == null) {
            throw new IllegalStateException("the reader is not loaded; expected a started service");
        }
        return opened.engine();
    }

    /** Where the metrics are served. */
    public String metricsAddress() {
        return metrics.address();
    }

    /** Stops taking turns and commits what is done, within about ten seconds; the metrics stay. */
    public synchronized void stop() {
        CanarySender sending = canaries;
        if (sending != null) {
            canaries = null;
            sending.close();
        }
        MonitorApplication running = application;
        if (running != null) {
            running.close();
        }
    }

    /** Stops and frees everything. Doing it again does nothing. */
    @Override
    public synchronized void close() {
        stop();
        BundleReader opened = reader;
        if (opened != null) {
            reader = null;
            opened.close();
        }
        metrics.close();
    }
}
