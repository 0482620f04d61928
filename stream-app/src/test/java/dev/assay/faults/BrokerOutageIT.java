package dev.assay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.bundle.TinyBundle;
import dev.assay.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the broker away from the service and from the producer, under load, and gives it back. */
@Timeout(900)
class BrokerOutageIT {

    private static final Logger log = LoggerFactory.getLogger(BrokerOutageIT.class);
    private static final long SEED = Long.getLong("assay.faults.seed", System.currentTimeMillis());
    private static final int BACKLOG = 400; // turns
    private static final Duration SHORT_OUTAGE = Duration.ofSeconds(3);
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONG_OUTAGE = TRANSACTION_TIMEOUT.plusSeconds(4); // open transactions are aborted
    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(5);

    @RegisterExtension
    final FailureReport report = new FailureReport(SEED);

    @Test
    void shouldResumeByItselfAndLoseNothingWhenTheBrokerComesBack(@TempDir Path directory) throws Exception {
        report.watch(directory);
        Path bundle = TinyBundle.write(directory.resolve("bundle"));
        Map<String, String> settings = Map.of("assay.transaction.timeout", TRANSACTION_TIMEOUT.toMillis() + "ms");
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Load load = new Load(broker.bootstrapServers(), SEED)) {
            // Given
            Deployment.createInput(broker);
            Deployment deployment = Deployment.create("outage", broker, directory, bundle);
            try (Ledger ledger = new Ledger(deployment)) {
                try (LocalService service = new LocalService(deployment, settings, UnaryOperator.identity())) {
                    playUntilScored(load, ledger, 100);

                    // When
                    for (Duration outage : new Duration[] {SHORT_OUTAGE, LONG_OUTAGE}) {
                        load.sendUpTo(ledger.turnsScored() + BACKLOG);
                        broker.stop();
                        load.sendUpTo(ledger.turnsScored() + BACKLOG + 50);
                        Thread.sleep(outage.toMillis());
                        long back = System.nanoTime();
                        broker.restart();
                        playUntilScored(load, ledger, ledger.turnsScored() + BACKLOG);
                        log.info("{} without the broker, {} ms until it went on", outage, millisSince(back));
                    }
                    load.flush();
                    ledger.awaitScored(load.turns(), LONGEST_RECOVERY);

                    // Then
                    assertThat(service.duplicates()).as("seed %d", SEED).isZero();
                }
                ledger.readToEnd();
                assertThat(ledger.problems()).as("seed %d", SEED).isEmpty();
                assertThat(ledger.deadLetters()).as("seed %d", SEED).isZero();
            }
        }
    }

    private static void playUntilScored(Load load, Ledger ledger, int turns) {
        long started = System.nanoTime();
        while (ledger.turnsScored() < turns) {
            assertThat(millisSince(started))
                    .as("seed %d: milliseconds with %d of %d turns scored", SEED, ledger.turnsScored(), turns)
                    .isLessThan(LONGEST_RECOVERY.toMillis());
            load.sendUpTo(ledger.turnsScored() + BACKLOG);
            ledger.read();
        }
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
