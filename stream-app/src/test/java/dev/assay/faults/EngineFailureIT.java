package dev.assay.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.bundle.TinyBundle;
import dev.assay.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the engine fail and hang under load: the turns wait, none gets a verdict that is not the reader's. */
@Timeout(1200)
class EngineFailureIT {

    private static final Logger log = LoggerFactory.getLogger(EngineFailureIT.class);
    private static final long SEED = Long.getLong("assay.faults.seed", System.currentTimeMillis());
    private static final int BACKLOG = 300; // turns
    private static final int FAILURES = 4;
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration HANG = TRANSACTION_TIMEOUT.plusSeconds(5);
    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(6);

    @RegisterExtension
    final FailureReport report = new FailureReport(SEED);

    @Test
    void shouldRetryTurnsTheEngineFailedToReadUntilAllAreScoredOnce(@TempDir Path directory) throws Exception {
        withFaultyReader(directory, Map.of(), (reader, load, ledger) -> {
            // When
            reader.failing(true);
            playWhile(load, ledger, () -> reader.failures() < FAILURES);
            reader.failing(false);
            log.info("{} failures, {} of {} turns scored", reader.failures(), ledger.turnsScored(), load.turns());
        });
    }

    @Test
    void shouldWaitForAnEngineThatHangsForLongerThanATransactionMayLast(@TempDir Path directory) throws Exception {
        Map<String, String> settings = Map.of(
                "assay.transaction.timeout",
                TRANSACTION_TIMEOUT.toMillis() + "ms",
                "assay.stream.threads",
                "1",
                "assay.batch.max-in-flight",
                "8");
        withFaultyReader(directory, settings, (reader, load, ledger) -> {
            // When
            reader.hang();
            ledger.read();
            long until = System.nanoTime() + HANG.toNanos();
            playWhile(load, ledger, () -> System.nanoTime() < until);
            int scored = ledger.turnsScored();
            reader.goOn();
            log.info("hung for {}, {} of {} turns scored", HANG, scored, load.turns());
        });
    }

    private interface Fault {
        void happen(FaultyReader reader, Load load, Ledger ledger) throws Exception;
    }

    private void withFaultyReader(Path directory, Map<String, String> settings, Fault fault) throws Exception {
        report.watch(directory);
        Path bundle = TinyBundle.write(directory.resolve("bundle"));
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Load load = new Load(broker.bootstrapServers(), SEED)) {
            // Given
            Deployment.createInput(broker);
            Deployment faulty = Deployment.create("faulty", broker, directory, bundle);
            Deployment undisturbed = Deployment.create("undisturbed", broker, directory, bundle);
            AtomicReference<FaultyReader> decorated = new AtomicReference<>();
            try (Ledger found = new Ledger(faulty);
                    Ledger expected = new Ledger(undisturbed)) {
                try (LocalService service = new LocalService(faulty, settings, reader -> {
                    decorated.set(new FaultyReader(reader, SEED));
                    return requireNonNull(decorated.get());
                })) {
                    playWhile(load, found, () -> found.turnsScored() < 50);
                    fault.happen(requireNonNull(decorated.get()), load, found);
                    long over = System.nanoTime();
                    load.flush();
                    found.awaitScored(load.turns(), LONGEST_RECOVERY);
                    log.info("all {} turns scored {} ms after", load.turns(), (System.nanoTime() - over) / 1_000_000);

                    // Then
                    assertThat(service.state()).isEqualTo(KafkaStreams.State.RUNNING);
                    assertThat(service.duplicates()).as("seed %d", SEED).isZero();
                }
                try (LocalService service = new LocalService(undisturbed, new HashMap<>(), reader -> reader)) {
                    expected.awaitScored(load.turns(), LONGEST_RECOVERY);
                    assertThat(service.duplicates()).as("seed %d", SEED).isZero();
                }
                found.readToEnd();
                expected.readToEnd();
                assertThat(found.problems()).as("seed %d", SEED).isEmpty();
                assertThat(found.deadLetters()).as("seed %d", SEED).isZero();
                assertThat(found.alerts()).as("seed %d", SEED).isNotEmpty().isEqualTo(expected.alerts());
                assertThat(found.activations()).as("seed %d", SEED).isEqualTo(expected.activations());
            }
        }
    }

    private static void playWhile(Load load, Ledger ledger, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST_RECOVERY.toNanos();
        while (condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("seed %d: with %d of %d turns scored, the time", SEED, ledger.turnsScored(), load.turns())
                    .isLessThan(deadline);
            load.sendUpTo(ledger.turnsScored() + BACKLOG);
            ledger.read();
        }
    }
}
