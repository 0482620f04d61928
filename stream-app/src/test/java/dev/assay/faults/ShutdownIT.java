package dev.assay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.bundle.TinyBundle;
import dev.assay.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops the service as an operator does, under load. */
@Timeout(900)
class ShutdownIT {

    /** What the service promises. */
    static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(ShutdownIT.class);
    private static final long SEED = Long.getLong("assay.faults.seed", System.currentTimeMillis());
    private static final int BACKLOG = 600; // turns
    private static final int STOPS = 2;
    private static final int SIGTERMED = 128 + 15;
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(5);

    @RegisterExtension
    final FailureReport report = new FailureReport(SEED);

    @Test
    void shouldStopWithinTenSecondsUnderLoadAndContinueExactlyOnce(@TempDir Path directory) throws Exception {
        report.watch(directory);
        Path bundle = TinyBundle.write(directory.resolve("bundle"));
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Load load = new Load(broker.bootstrapServers(), SEED)) {
            // Given
            Deployment.createInput(broker);
            Deployment deployment = Deployment.create("stopped", broker, directory, bundle);
            try (Ledger ledger = new Ledger(deployment)) {
                // When
                for (int stop = 1; stop <= STOPS; stop++) {
                    stopUnderLoad(deployment, load, ledger);
                }
                try (ServiceProcess service = ServiceProcess.start(deployment, Map.of())) {
                    load.flush();
                    ledger.awaitScored(load.turns(), LONGEST_DRAIN);
                    service.terminate(LONGEST_STOP);
                }
                ledger.readToEnd();

                // Then
                assertThat(ledger.problems()).as("seed %d", SEED).isEmpty();
                assertThat(ledger.deadLetters()).as("seed %d", SEED).isZero();
            }
        }
    }

    private static void stopUnderLoad(Deployment deployment, Load load, Ledger ledger) throws InterruptedException {
        try (ServiceProcess service = ServiceProcess.start(deployment, Map.of())) {
            service.awaitRunning();
            int before = ledger.turnsScored();
            while (ledger.turnsScored() == before) {
                load.sendUpTo(ledger.turnsScored() + BACKLOG);
                ledger.read();
            }
            long asked = System.nanoTime();
            int exitCode = service.terminate(LONGEST_STOP);
            log.info(
                    "stopped in {} ms with {} of {} turns scored",
                    (System.nanoTime() - asked) / 1_000_000,
                    ledger.turnsScored(),
                    load.turns());
            assertThat(exitCode)
                    .as("exit code after SIGTERM; the log ends: %s", service.logTail())
                    .isEqualTo(SIGTERMED);
            assertThat(service.logTail()).as("an ordinary stop").doesNotContain("the service has stopped");
        }
    }
}
