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

/**
 * A second instance of the service comes and goes under load, in order or without warning, the first time as the seed has it,
 * and takes a part of the work with it. All that both published is compared with what one instance publishes about the same input.
 *
 * <p>{@code -Dassay.faults.visits} and {@code -Dassay.faults.seed} choose how often and which conversations.
 */
@Timeout(900)
class RebalanceIT {

    private static final Logger log = LoggerFactory.getLogger(RebalanceIT.class);
    private static final int VISITS = Integer.getInteger("assay.faults.visits", 1);
    private static final long SEED = Long.getLong("assay.faults.seed", System.currentTimeMillis());
    private static final int BACKLOG = 80; // turns
    private static final int SHARED = 3 * BACKLOG; // turns: more than can be scored while a partition is left out
    private static final Duration LONGEST_VISIT = Duration.ofMinutes(3);
    private static final Map<String, String> SETTINGS = Map.of(
            "kafka.session.timeout.ms", "6000", // missed soon
            "kafka.heartbeat.interval.ms", "500",
            "assay.transaction.timeout", "10s"); // a killed guest's transaction holds its partitions up for so long

    @RegisterExtension
    final FailureReport report = new FailureReport(SEED);

    @Test
    void shouldPublishWhatOneInstancePublishesThoughAnotherComesAndGoes(@TempDir Path directory) throws Exception {
        report.watch(directory);
        log.info("seed {}, {} visits", SEED, VISITS);
        Path bundle = TinyBundle.write(directory.resolve("bundle"));
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Load load = new Load(broker.bootstrapServers(), SEED)) {
            // Given
            Deployment.createInput(broker);
            Deployment host = Deployment.create("visited", broker, directory, bundle);
            Deployment undisturbed = Deployment.create("undisturbed", broker, directory, bundle);
            try (Ledger found = new Ledger(host);
                    Ledger expected = new Ledger(undisturbed)) {
                // When
                try (ServiceProcess service = ServiceProcess.start(host, SETTINGS)) {
                    service.awaitRunning();
                    for (int visit = 1; visit <= VISITS; visit++) {
                        visit(host.instance("guest"), (SEED + visit) % 2 == 0, load, found);
                    }
                    load.flush();
                    try (ServiceProcess other = ServiceProcess.start(undisturbed, SETTINGS)) {
                        Ending.drain(load, found, expected);
                        other.terminate(ShutdownIT.LONGEST_STOP);
                    }
                    service.terminate(ShutdownIT.LONGEST_STOP);
                }

                // Then
                Ending.assertSame(found, expected, "seed " + SEED + ", " + load.turns() + " turns");
            }
        }
    }

    /** Stays until turns were scored that the host had no part in. */
    private static void visit(Deployment guest, boolean killed, Load load, Ledger ledger) throws InterruptedException {
        long started = System.nanoTime();
        try (ServiceProcess service = ServiceProcess.start(guest, SETTINGS)) {
            while (!service.isRunning()) {
                play(load, ledger, started);
                Thread.sleep(50); // few turns, however long it takes to start
            }
            int before = ledger.turnsScored();
            while (ledger.turnsScored() < before + SHARED) {
                play(load, ledger, started);
            }
            load.sendUpTo(ledger.turnsScored() + BACKLOG);
            int exitCode = killed ? service.kill() : service.terminate(ShutdownIT.LONGEST_STOP);
            log.info(
                    "visit of {} ms, exit code {}: {} turns scored of {}",
                    (System.nanoTime() - started) / 1_000_000,
                    exitCode,
                    ledger.turnsScored(),
                    load.turns());
        }
    }

    private static void play(Load load, Ledger ledger, long started) {
        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .as("a visit, with %d of %d turns scored", ledger.turnsScored(), load.turns())
                .isLessThan(LONGEST_VISIT);
        if (load.turns() < ledger.turnsScored() + BACKLOG) {
            load.sendUpTo(load.turns() + 1);
        }
        ledger.read();
    }
}
