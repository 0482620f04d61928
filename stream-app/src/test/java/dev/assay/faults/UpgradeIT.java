package dev.assay.faults;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.bundle.TinyBundle;
import dev.assay.demo.EmbeddedBroker;
import dev.assay.reader.Reader;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goes on with what former versions left in Kafka: conversations in their middle, turns at the reader, open metric windows. Local
 * state is no part of it: where it cannot be read it is restored from there.
 *
 * <p>{@code -Dassay.faults.capture=FILE} writes what this version leaves, to be added beside those of former versions.
 */
@Timeout(1800)
class UpgradeIT {

    private static final String NAME = "live";
    private static final long SEED = 20261121; // of all versions: the conversations go on
    private static final double SHARE_DELIVERED_AGAIN = 0.2; // to be noticed by what the former version remembered
    private static final int BEFORE = 60; // turns
    private static final int AT_THE_READER = 16; // turns
    private static final int AFTER = 150; // turns
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Map<String, String> ONE_THREAD = Map.of("assay.stream.threads", "1");

    @RegisterExtension
    final FailureReport report = new FailureReport(SEED);

    @ParameterizedTest
    @ValueSource(strings = {"live-v1.jsonl.gz"})
    void shouldGoOnWhereAFormerVersionStopped(String dump, @TempDir Path directory) throws Exception {
        report.watch(directory);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                InputStream in = requireNonNull(UpgradeIT.class.getResourceAsStream(dump))) {
            // Given
            long latest = TopicDump.load(broker.bootstrapServers(), NAME, in);
            Deployment deployment = new Deployment(
                    NAME,
                    broker.bootstrapServers(),
                    directory.resolve(NAME),
                    TinyBundle.write(directory.resolve("bundle")));
            try (Load load = new Load(broker.bootstrapServers(), SEED, SHARE_DELIVERED_AGAIN);
                    Ledger ledger = new Ledger(deployment)) {
                ledger.readToEnd();
                int scored = ledger.turnsScored();
                int given = ledger.turnsGiven();
                int again = ledger.deliveredAgain();
                assertThat(scored).as("turns scored of %d", given).isBetween(BEFORE, given - AT_THE_READER / 2);

                // When
                load.shiftTime(Duration.ofMillis(latest - System.currentTimeMillis()));
                load.skip(given);
                load.sendUpTo(given + AFTER);
                load.flush();
                try (LocalService service = new LocalService(deployment, ONE_THREAD, UnaryOperator.identity())) {
                    ledger.awaitScored(given + AFTER, LONGEST);
                    assertThat(service.duplicates()).isPositive();
                }

                // Then
                ledger.readToEnd();
                assertThat(ledger.problems()).isEmpty();
                assertThat(ledger.deliveredAgain()).isGreaterThan(again);
                assertThat(ledger.alerts()).isNotEmpty();
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "assay.faults.capture", matches = ".+")
    void shouldLeaveTurnsAtTheReader(@TempDir Path directory) throws Exception {
        Path file = Path.of(System.getProperty("assay.faults.capture"));
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Load load = new Load(broker.bootstrapServers(), SEED, SHARE_DELIVERED_AGAIN)) {
            Deployment.createInput(broker);
            Deployment deployment =
                    Deployment.create(NAME, broker, directory, TinyBundle.write(directory.resolve("bundle")));
            AtomicReference<FaultyReader> reader = new AtomicReference<>();
            UnaryOperator<Reader> faulty = real -> {
                reader.set(new FaultyReader(real, SEED));
                return requireNonNull(reader.get());
            };
            try (Ledger ledger = new Ledger(deployment);
                    LocalService service = new LocalService(deployment, ONE_THREAD, faulty)) {
                load.sendUpTo(BEFORE);
                load.flush();
                ledger.awaitScored(load.turns(), LONGEST);
                requireNonNull(reader.get()).hang();
                load.sendUpTo(BEFORE + AT_THE_READER);
                load.flush();
                Thread.sleep(5_000); // until they are in the journal; if not, they are read from the input
                assertThat(service.state()).isNotNull();
            }
            TopicDump.write(broker.bootstrapServers(), NAME, file);
        }
    }
}
