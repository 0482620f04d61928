package dev.assay.faults;

import dev.assay.bundle.Bundle;
import dev.assay.config.Config;
import dev.assay.engine.Djl;
import dev.assay.reader.Reader;
import dev.assay.topology.BundleReader;
import dev.assay.topology.MonitorApplication;
import dev.assay.topology.MonitorEvent;
import dev.assay.topology.MonitorParts;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KafkaStreams;

/** The service in this process, its reader decorated. */
final class LocalService implements AutoCloseable {

    private static final Duration LONGEST_END = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final BundleReader reader;
    private final MonitorApplication application;
    private final AtomicInteger duplicates = new AtomicInteger();

    LocalService(Deployment deployment, Map<String, String> changes, UnaryOperator<Reader> decorator) {
        Djl.offline();
        Config config = Config.of(deployment.settings(changes));
        Bundle bundle = Bundle.load(deployment.bundle());
        reader = BundleReader.open(config, bundle, batch -> {});
        application = new MonitorApplication(
                config, MonitorParts.of(bundle, decorator.apply(reader.reader()), reader.engine(), event -> {
                    if (event instanceof MonitorEvent.DuplicateDropped) {
                        duplicates.incrementAndGet();
                    }
                }));
        application.start();
    }

    KafkaStreams.State state() {
        return application.state();
    }

    /** Turns it took for repetitions. */
    int duplicates() {
        return duplicates.get();
    }

    /** Returns when nothing of it is left in this process, however slow the machine, so that another may take its state. */
    @Override
    public void close() {
        application.close();
        long deadline = System.nanoTime() + LONGEST_END.toNanos();
        while (!application.state().hasCompletedShutdown() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        reader.close();
    }
}
