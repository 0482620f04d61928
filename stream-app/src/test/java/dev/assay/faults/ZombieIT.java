package dev.assay.faults;

import dev.assay.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops an instance in the middle of its work, as a long pause of a virtual machine does, until another has done that work; then
 * lets it go on with what it believes to be its own.
 *
 * <p>{@code -Dassay.faults.rounds} and {@code -Dassay.faults.seed} choose how often and which conversations.
 */
@Timeout(3600)
@Tag("programme")
class ZombieIT {

    private static final Logger log = LoggerFactory.getLogger(ZombieIT.class);
    private static final int ROUNDS = Integer.getInteger("assay.faults.rounds", 1);
    private static final long SEED = Long.getLong("assay.faults.seed", System.currentTimeMillis());
    private static final int BACKLOG = 100; // turns
    private static final int BETWEEN =
            150; // turns scored before and after: more than can be while a partition is left out
    private static final Map<String, String> SETTINGS = Map.of(
            "kafka.session.timeout.ms", "6000", // missed soon
            "kafka.heartbeat.interval.ms", "500",
            "assay.transaction.timeout", "10s");

    @RegisterExtension
    final FailureReport report = new FailureReport(SEED);

    @Test
    void shouldPublishEverythingOnceThoughAnInstanceGoesOnAfterItsWorkWasDoneByAnother(@TempDir Path directory)
            throws Exception {
        report.watch(directory);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Trial trial = new Trial(broker.bootstrapServers(), directory, SEED)) {
            try (ServiceProcess zombie = ServiceProcess.start(trial.disturbed().instance("zombie"), SETTINGS);
                    ServiceProcess heir = ServiceProcess.start(trial.disturbed().instance("heir"), SETTINGS)) {
                // Given
                zombie.awaitRunning();
                heir.awaitRunning();
                trial.play(BETWEEN, BACKLOG);

                // When
                for (int round = 1; round <= ROUNDS; round++) {
                    zombie.signal("STOP");
                    int before = trial.found().turnsScored();
                    trial.play(BETWEEN, BACKLOG);
                    trial.awaitScored(); // the heir has done it all
                    log.info(
                            "stopped at {} turns, continued at {}",
                            before,
                            trial.found().turnsScored());
                    zombie.signal("CONT");
                    trial.play(BETWEEN, BACKLOG);
                }
                trial.drain(SETTINGS);
                zombie.terminate(ShutdownIT.LONGEST_STOP);
                heir.terminate(ShutdownIT.LONGEST_STOP);
            }

            // Then
            trial.assertUndisturbed();
        }
    }
}
