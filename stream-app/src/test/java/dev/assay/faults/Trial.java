package dev.assay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.bundle.TinyBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A deployment that is disturbed under load, and what an undisturbed one makes of the same input. In this order: play, disturb
 * and play on; {@link #drain}, while the disturbed service runs; stop it; {@link #assertUndisturbed}.
 */
final class Trial implements AutoCloseable {

    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(15);

    private final long seed;
    private final Path directory;
    private final Deployment disturbed;
    private final Deployment undisturbed;
    private final Load load;
    private final Ledger found;
    private final Ledger expected;

    /** @param directory for bundle, state and logs */
    Trial(String bootstrapServers, Path directory, long seed) {
        this(bootstrapServers, directory, seed, 0);
    }

    /** @param shareDeliveredAgain of the records are turns that were delivered before */
    Trial(String bootstrapServers, Path directory, long seed, double shareDeliveredAgain) {
        this.seed = seed;
        this.directory = directory;
        Path bundle = TinyBundle.write(directory.resolve("bundle"));
        Deployment.createInput(bootstrapServers);
        disturbed = Deployment.create("disturbed", bootstrapServers, directory, bundle);
        undisturbed = Deployment.create("undisturbed", bootstrapServers, directory, bundle);
        load = new Load(bootstrapServers, seed, shareDeliveredAgain);
        found = new Ledger(disturbed);
        expected = new Ledger(undisturbed);
    }

    Deployment disturbed() {
        return disturbed;
    }

    Load load() {
        return load;
    }

    /** Of the disturbed deployment. */
    Ledger found() {
        return found;
    }

    /** Plays until so many more turns are scored. */
    void play(int more, int backlog) {
        int wanted = found.turnsScored() + more;
        playWhile(() -> found.turnsScored() < wanted, backlog);
    }

    /** @param backlog turns that wait to be scored all the time */
    void playWhile(BooleanSupplier condition, int backlog) {
        long deadline = System.nanoTime() + LONGEST_RECOVERY.toNanos();
        while (condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("%s, %d turns scored; the time", described(), found.turnsScored())
                    .isLessThan(deadline);
            load.sendUpTo(found.turnsScored() + backlog);
            found.read();
        }
    }

    /** Until all that was played is scored. */
    void awaitScored() {
        load.flush();
        found.awaitScored(load.turns(), LONGEST_RECOVERY);
    }

    /** Lets the disturbed service finish, and an undisturbed one judge the same. */
    void drain(Map<String, String> settings) {
        awaitScored();
        try (LocalService service = new LocalService(undisturbed, settings, UnaryOperator.identity())) {
            Ending.drain(load, found, expected);
            assertThat(service.state()).isNotNull();
        }
    }

    /** The same without the metric windows, when the record times make it chance which turns come too late for them. */
    void drainWithoutWindows(Map<String, String> settings) {
        awaitScored();
        try (LocalService service = new LocalService(undisturbed, settings, UnaryOperator.identity())) {
            expected.awaitScored(load.turns(), LONGEST_RECOVERY);
            assertThat(service.state()).isNotNull();
        }
    }

    /** To be called once the disturbed service has stopped. */
    void assertUndisturbed() {
        Ending.assertSame(found, expected, described());
        assertNoTextInLogs();
    }

    /** The same after {@link #drainWithoutWindows}. */
    void assertUndisturbedButForWindows() {
        Ending.assertSameButForWindows(found, expected, described());
        assertNoTextInLogs();
    }

    private void assertNoTextInLogs() {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> telling = files.filter(file -> file.endsWith(ServiceLog.NAME))
                    .filter(log -> ServiceLog.mentions(log, Conversations.MARK))
                    .toList();
            assertThat(telling).as("%s: logs with chat text", described()).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String described() {
        return "seed " + seed + ", " + load.turns() + " turns";
    }

    @Override
    public void close() {
        found.close();
        expected.close();
        load.close();
    }
}
