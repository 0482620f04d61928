package dev.assay.faults;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three instances of the service on three brokers, all in processes of their own, while instances and brokers come and go under
 * load. What they publish is compared with what one undisturbed instance publishes about the same input.
 *
 * <p>{@code -Dassay.faults.rounds} and {@code -Dassay.faults.seed} choose how often and what happens to whom.
 */
@Timeout(3600)
class ClusterIT {

    private static final Logger log = LoggerFactory.getLogger(ClusterIT.class);
    private static final int ROUNDS = Integer.getInteger("assay.faults.rounds", 1);
    private static final long SEED = Long.getLong("assay.faults.seed", System.currentTimeMillis());
    private static final int BACKLOG = 60; // turns
    private static final int BETWEEN = 60; // turns scored between two disturbances
    private static final Map<String, String> SETTINGS = Map.of(
            "kafka.session.timeout.ms", "6000", // missed soon
            "kafka.heartbeat.interval.ms", "500",
            "assay.transaction.timeout", "10s",
            "assay.stream.threads", "1");

    @RegisterExtension
    final FailureReport report = new FailureReport(SEED);

    private final Map<String, ServiceProcess> instances = new LinkedHashMap<>();

    private interface Disturbance {
        void happen(Cluster cluster, Trial trial, Random random) throws InterruptedException;
    }

    @Test
    void shouldPublishWhatOneInstancePublishesThoughInstancesAndBrokersComeAndGo(@TempDir Path directory)
            throws Exception {
        report.watch(directory);
        log.info("seed {}, {} rounds", SEED, ROUNDS);
        Random random = new Random(SEED);
        try (Cluster cluster = Cluster.start(directory.resolve("cluster"));
                Trial trial = new Trial(cluster.bootstrapServers(), directory, SEED)) {
            try {
                // Given
                start(trial, "one");
                start(trial, "two");
                instance("two").awaitRunning();
                trial.play(BETWEEN, BACKLOG);

                // When
                start(trial, "three"); // is added
                trial.play(BETWEEN, BACKLOG);
                for (int round = 1; round <= ROUNDS; round++) {
                    List<Disturbance> disturbances = new ArrayList<>(List.of(
                            this::stopAnInstance, this::killAnInstance, this::killABroker, this::killTheController));
                    Collections.shuffle(disturbances, random);
                    for (Disturbance disturbance : disturbances) {
                        disturbance.happen(cluster, trial, random);
                        trial.play(BETWEEN, BACKLOG);
                    }
                }

                // Then
                trial.drain(SETTINGS);
                for (ServiceProcess instance : instances.values()) {
                    instance.signal("TERM");
                }
                for (ServiceProcess instance : instances.values()) {
                    instance.awaitEnd(ShutdownIT.LONGEST_STOP.multipliedBy(2)); // all at once
                }
            } finally {
                instances.values().forEach(ServiceProcess::close);
            }
            trial.assertUndisturbed();
        }
    }

    private void start(Trial trial, String name) {
        instances.put(name, ServiceProcess.start(trial.disturbed().instance(name), SETTINGS));
    }

    private void stopAnInstance(Cluster cluster, Trial trial, Random random) throws InterruptedException {
        String name = anInstance(random);
        int exitCode = instance(name).terminate(ShutdownIT.LONGEST_STOP.multipliedBy(2));
        log.info("instance {} was stopped, exit code {}", name, exitCode);
        trial.play(BETWEEN / 2, BACKLOG);
        start(trial, name);
    }

    private void killAnInstance(Cluster cluster, Trial trial, Random random) throws InterruptedException {
        String name = anInstance(random);
        instance(name).kill();
        log.info("instance {} was killed", name);
        trial.play(BETWEEN / 2, BACKLOG);
        start(trial, name);
    }

    private void killABroker(Cluster cluster, Trial trial, Random random) throws InterruptedException {
        int node = (cluster.controller() + 1 + random.nextInt(Cluster.BROKERS - 1)) % Cluster.BROKERS;
        killAndRestart(cluster, trial, node);
        log.info("broker {} was killed", node);
    }

    private void killTheController(Cluster cluster, Trial trial, Random random) throws InterruptedException {
        int node = cluster.controller();
        killAndRestart(cluster, trial, node);
        log.info(
                "broker {}, which led the controllers, was killed; now broker {} leads them",
                node,
                cluster.controller());
    }

    private static void killAndRestart(Cluster cluster, Trial trial, int node) throws InterruptedException {
        cluster.awaitInSync();
        cluster.kill(node);
        trial.play(BETWEEN / 2, BACKLOG);
        cluster.startBroker(node);
    }

    private ServiceProcess instance(String name) {
        return requireNonNull(instances.get(name));
    }

    private String anInstance(Random random) {
        return List.copyOf(instances.keySet()).get(random.nextInt(instances.size()));
    }
}
