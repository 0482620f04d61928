package dev.assay.faults;

import dev.assay.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Breaks the network between the service and the broker under load: what is sent waits, is lost, or ends in a reset. Whoever
 * writes turns still reaches the broker.
 *
 * <p>{@code -Dassay.faults.rounds} and {@code -Dassay.faults.seed} choose how often and which conversations.
 */
@Timeout(3600)
@Tag("programme")
class NetworkIT {

    private static final Logger log = LoggerFactory.getLogger(NetworkIT.class);
    private static final int ROUNDS = Integer.getInteger("assay.faults.rounds", 1);
    private static final long SEED = Long.getLong("assay.faults.seed", System.currentTimeMillis());
    private static final int BACKLOG = 200; // turns
    private static final int BETWEEN = 100; // turns scored between two faults
    private static final Duration LONG = Duration.ofSeconds(13); // longer than a session or a transaction may be silent
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final Duration BETWEEN_RESETS = Duration.ofMillis(300);
    private static final Map<String, String> SETTINGS = Map.of(
            "kafka.session.timeout.ms", "6000",
            "kafka.heartbeat.interval.ms", "500",
            "kafka.request.timeout.ms", "5000",
            "assay.transaction.timeout", "10s");

    @RegisterExtension
    final FailureReport report = new FailureReport(SEED);

    @Test
    void shouldPublishEverythingOnceThoughTheNetworkBreaks(@TempDir Path directory) throws Exception {
        report.watch(directory);
        List<Integer> ports = Ports.free(3);
        try (Link link = new Link(ports.get(2));
                EmbeddedBroker broker =
                        EmbeddedBroker.start(ports.get(0), directory.resolve("broker"), listeners(ports, link.port()));
                Trial trial = new Trial(broker.bootstrapServers(), directory, SEED)) {
            // Given
            Deployment distant = trial.disturbed().through("127.0.0.1:" + link.port());
            try (LocalService service = new LocalService(distant, SETTINGS, UnaryOperator.identity())) {
                trial.play(BETWEEN, BACKLOG);

                // When
                for (int round = 1; round <= ROUNDS; round++) {
                    during(link, Link.State.STALLED, LONG, trial);
                    during(link, Link.State.SILENT, LONG, trial);
                    during(link, Link.State.CUT, SHORT, trial);
                    resets(link, trial);
                }
                trial.drain(SETTINGS);
                log.info("{}, {} turns scored", service.state(), trial.found().turnsScored());
            }

            // Then
            trial.assertUndisturbed();
        }
    }

    private static void during(Link link, Link.State state, Duration duration, Trial trial) {
        long until = System.nanoTime() + duration.toNanos();
        link.set(state);
        trial.playWhile(() -> System.nanoTime() < until, BACKLOG);
        link.set(Link.State.OPEN);
        long over = System.nanoTime();
        trial.play(BETWEEN, BACKLOG);
        log.info("{} for {}: goes on after {} ms", state, duration, (System.nanoTime() - over) / 1_000_000);
    }

    private static void resets(Link link, Trial trial) {
        long until = System.nanoTime() + SHORT.toNanos();
        while (System.nanoTime() < until) {
            link.reset();
            long next = System.nanoTime() + BETWEEN_RESETS.toNanos();
            trial.playWhile(() -> System.nanoTime() < next, BACKLOG);
        }
        trial.play(BETWEEN, BACKLOG);
        log.info("connections were reset every {} for {}", BETWEEN_RESETS, SHORT);
    }

    /** Those who come through the link are told to come through the link. */
    private static Map<String, String> listeners(List<Integer> ports, int link) {
        String host = "://127.0.0.1:";
        return Map.of(
                "listeners",
                "BROKER" + host + ports.get(0) + ",CONTROLLER" + host + ports.get(1) + ",LINK" + host + ports.get(2),
                "advertised.listeners",
                "BROKER" + host + ports.get(0) + ",LINK" + host + link,
                "listener.security.protocol.map",
                "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT,LINK:PLAINTEXT",
                "controller.quorum.voters",
                "1@127.0.0.1:" + ports.get(1));
    }
}
