package dev.assay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.bundle.TinyBundle;
import dev.assay.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills the service without warning, again and again, while conversations come in, some of their turns twice, and compares all that it published
 * with what an undisturbed service publishes about the same input.
 *
 * <p>{@code -Dassay.faults.kills} and {@code -Dassay.faults.seed} choose how often and which conversations and moments.
 */
@Timeout(1800)
class KillIT {

    private static final Logger log = LoggerFactory.getLogger(KillIT.class);
    private static final int KILLS = Integer.getInteger("assay.faults.kills", 3);
    private static final long SEED = Long.getLong("assay.faults.seed", System.currentTimeMillis());
    private static final int BACKLOG = 400; // turns; more than are under way at once
    private static final int LONGEST_LIFE_MILLIS = 2500;
    private static final double SHARE_DELIVERED_AGAIN = 0.02;
    private static final double SHARE_KILLED_WHILE_STARTING = 0.2;
    private static final int SIGKILLED = 128 + 9;

    @RegisterExtension
    final FailureReport report = new FailureReport(SEED);

    @Test
    void shouldPublishWhatAnUndisturbedRunPublishesHoweverOftenItIsKilled(@TempDir Path directory) throws Exception {
        log.info("seed {}, {} kills", SEED, KILLS);
        report.watch(directory);
        Path bundle = TinyBundle.write(directory.resolve("bundle"));
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Load load = new Load(broker.bootstrapServers(), SEED, SHARE_DELIVERED_AGAIN)) {
            // Given
            Deployment.createInput(broker);
            Deployment killed = Deployment.create("killed", broker, directory, bundle);
            Deployment undisturbed = Deployment.create("undisturbed", broker, directory, bundle);

            // When
            try (Ledger found = new Ledger(killed);
                    Ledger expected = new Ledger(undisturbed)) {
                int fruitful = killRepeatedly(killed, load, found);
                load.flush();
                try (ServiceProcess service = ServiceProcess.start(killed, Map.of());
                        ServiceProcess other = ServiceProcess.start(undisturbed, Map.of())) {
                    Ending.drain(load, found, expected);
                    service.terminate(ShutdownIT.LONGEST_STOP);
                    other.terminate(ShutdownIT.LONGEST_STOP);
                }

                // Then
                String described = "seed " + SEED + ", " + KILLS + " kills, " + load.turns() + " turns";
                assertThat(fruitful)
                        .as("%s: lives in which turns were scored, else nothing was disturbed", described)
                        .isGreaterThanOrEqualTo(KILLS / 3);
                Ending.assertSame(found, expected, described);
                assertThat(found.deliveredAgain()).as(described).isPositive();
            }
        }
    }

    /** @return after how many lives there were more turns scored than before */
    private static int killRepeatedly(Deployment deployment, Load load, Ledger ledger) throws InterruptedException {
        Random random = new Random(SEED);
        int fruitful = 0;
        int before = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            try (ServiceProcess service = ServiceProcess.start(deployment, Map.of())) {
                long started = System.nanoTime();
                if (random.nextDouble() >= SHARE_KILLED_WHILE_STARTING) {
                    service.awaitRunning();
                }
                long runs = System.nanoTime();
                Duration life = Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS));
                while (System.nanoTime() - runs < life.toNanos()) {
                    load.sendUpTo(ledger.turnsScored() + BACKLOG);
                    ledger.read();
                }
                boolean running = service.isRunning();
                assertThat(service.kill()).isEqualTo(SIGKILLED);
                ledger.read();
                log.info(
                        "kill {} after {} ms and {} ms more ({}): {} turns scored of {}",
                        kill,
                        (runs - started) / 1_000_000,
                        life.toMillis(),
                        running ? "running" : "starting",
                        ledger.turnsScored(),
                        load.turns());
            }
            fruitful += ledger.turnsScored() > before ? 1 : 0;
            before = ledger.turnsScored();
        }
        return fruitful;
    }
}
