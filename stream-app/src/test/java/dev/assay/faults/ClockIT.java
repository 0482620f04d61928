package dev.assay.faults;

import dev.assay.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the clock of the service's machine ahead and back by hours under load. A service that ends is started again, as its
 * supervisor would.
 *
 * <p>{@code -Dassay.faults.rounds} and {@code -Dassay.faults.seed} choose how often and which conversations.
 */
@Timeout(3600)
@Tag("programme")
class ClockIT {

    private static final Logger log = LoggerFactory.getLogger(ClockIT.class);
    private static final int ROUNDS = Integer.getInteger("assay.faults.rounds", 1);
    private static final long SEED = Long.getLong("assay.faults.seed", System.currentTimeMillis());
    private static final int BACKLOG = 150; // turns
    private static final int BETWEEN = 200; // turns scored between two jumps
    private static final List<Duration> JUMPS = List.of(Duration.ofHours(2), Duration.ofHours(-3));
    private static final Map<String, String> SETTINGS = Map.of("assay.transaction.timeout", "10s");

    @RegisterExtension
    final FailureReport report = new FailureReport(SEED);

    @Test
    void shouldPublishEverythingOnceThoughTheClockJumps(@TempDir Path directory) throws Exception {
        report.watch(directory);
        Machine machine = Machine.create(directory, directory.resolve("none"));
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Trial trial = new Trial(broker.bootstrapServers(), directory, SEED)) {
            try (Supervisor supervisor = new Supervisor(trial.disturbed(), SETTINGS, machine.surroundings())) {
                // Given
                supervisor.service().awaitRunning();
                play(trial, supervisor);

                // When
                for (int round = 1; round <= ROUNDS; round++) {
                    for (Duration jump : JUMPS) {
                        machine.setClock(jump);
                        long started = System.nanoTime();
                        play(trial, supervisor);
                        log.info(
                                "clock at {}: goes on after {} ms, {} restarts",
                                jump,
                                (System.nanoTime() - started) / 1_000_000,
                                supervisor.restarts());
                    }
                }
                trial.drain(SETTINGS);
                supervisor.service().terminate(ShutdownIT.LONGEST_STOP);
            }

            // Then
            trial.assertUndisturbed();
        }
    }

    private static void play(Trial trial, Supervisor supervisor) {
        int wanted = trial.found().turnsScored() + BETWEEN;
        trial.playWhile(
                () -> {
                    supervisor.look();
                    return trial.found().turnsScored() < wanted;
                },
                BACKLOG);
    }
}
