package dev.assay.benchmarks;

import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.demo.EmbeddedBroker;
import dev.assay.demo.MonitorTopics;
import dev.assay.topology.MonitorApplication;
import dev.assay.topology.MonitorEvent;
import dev.assay.topology.MonitorListener;
import dev.assay.topology.MonitorParts;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;

/**
 * One run of the monitor with topics and state of its own, from its start until a known number of turns is judged.
 * Closing it stops the monitor.
 */
final class PipelineRun implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_RUN = Duration.ofMinutes(30);
    private static final long POLL_MILLIS = 20;

    private final Config config;
    private final MonitorApplication application;
    private final CountDownLatch judged;

    /**
     * Returns when the monitor is ready for turns.
     *
     * @param name of the topics and the application; used once
     * @param parts given the listener that must be told
     */
    PipelineRun(
            EmbeddedBroker broker,
            Config common,
            String name,
            int turns,
            Function<MonitorListener, MonitorParts> parts) {
        config = common.with(Map.of(
                Settings.BOOTSTRAP_SERVERS.name(), broker.bootstrapServers(),
                Settings.APPLICATION_ID.name(), name,
                Settings.INPUT_TOPIC.name(), name + ".turns",
                Settings.ALERTS_TOPIC.name(), name + ".alerts",
                Settings.METRICS_TOPIC.name(), name + ".metrics",
                Settings.ACTIVATIONS_TOPIC.name(), name + ".activations",
                Settings.DEAD_LETTERS_TOPIC.name(), name + ".dead-letters",
                Settings.DISPOSITIONS_TOPIC.name(), name + ".dispositions"));
        judged = new CountDownLatch(turns);
        MonitorTopics.create(broker, config, Map.of());
        application = new MonitorApplication(config, parts.apply(this::count));
        application.start();
        awaitRunning();
    }

    String inputTopic() {
        return config.get(Settings.INPUT_TOPIC);
    }

    String activationsTopic() {
        return config.get(Settings.ACTIVATIONS_TOPIC);
    }

    private void count(MonitorEvent event) {
        if (event instanceof MonitorEvent.TurnJudged) {
            judged.countDown();
        }
    }

    private void awaitRunning() {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (application.state() != KafkaStreams.State.RUNNING) {
            if (System.nanoTime() > deadline) {
                application.close();
                throw new IllegalStateException("the monitor is " + application.state() + " after "
                        + LONGEST_START.toSeconds() + " s; expected RUNNING");
            }
            sleep();
        }
    }

    /** Waits until all turns are judged. Their last transaction may take one more commit interval. */
    void await() {
        try {
            if (!judged.await(LONGEST_RUN.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(judged.getCount() + " turns are not judged after "
                        + LONGEST_RUN.toMinutes() + " min; expected all");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while turns are judged", e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the monitor starts", e);
        }
    }

    @Override
    public void close() {
        application.close();
    }
}
