package dev.assay.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.demo.EmbeddedBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A state directory on a disk that is full, or slow. A service that ends is started again, as its supervisor would. */
@Timeout(3600)
@Tag("programme")
class DiskIT {

    private static final Logger log = LoggerFactory.getLogger(DiskIT.class);
    private static final long SEED = Long.getLong("assay.faults.seed", System.currentTimeMillis());
    private static final int BACKLOG = 150; // turns
    private static final int BETWEEN = 150; // turns scored before and after
    private static final int DISK_MEGABYTES = 64;
    private static final Duration FULL = Duration.ofSeconds(8);
    private static final Duration SLOW = Duration.ofMillis(20); // a write
    private static final Map<String, String> SETTINGS = Map.of(
            "kafka.session.timeout.ms", "6000", // a dead one is missed soon
            "assay.transaction.timeout", "10s");

    @RegisterExtension
    final FailureReport report = new FailureReport(SEED);

    /** Full when the state is opened, which is when Kafka Streams must write. */
    @Test
    void shouldGoOnByItselfWhenAFullDiskHasRoomAgain(@TempDir Path directory) throws Exception {
        report.watch(directory);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Trial trial = new Trial(broker.bootstrapServers(), directory, SEED)) {
            // Given
            Path state = trial.disturbed().directory().resolve("state");
            Surroundings surroundings = Machine.smallDisk(state, DISK_MEGABYTES);
            try (Supervisor supervisor = new Supervisor(trial.disturbed(), SETTINGS, surroundings)) {
                Path filler = seenBy(supervisor.service(), state).resolve("filler");

                // When
                fill(filler);
                long until = System.nanoTime() + FULL.toNanos();
                trial.playWhile(() -> look(supervisor, System.nanoTime() < until), BACKLOG);
                log.info(
                        "full when started: {} turns scored, {} restarts",
                        trial.found().turnsScored(),
                        supervisor.restarts());
                Files.deleteIfExists(filler);
                play(trial, supervisor);

                fill(seenBy(supervisor.service(), state).resolve("filler"));
                long again = System.nanoTime() + FULL.toNanos();
                trial.playWhile(() -> look(supervisor, System.nanoTime() < again), BACKLOG);
                log.info(
                        "full under load: {} turns scored, {} restarts",
                        trial.found().turnsScored(),
                        supervisor.restarts());
                Files.deleteIfExists(seenBy(supervisor.service(), state).resolve("filler"));
                play(trial, supervisor);
                trial.drain(SETTINGS);
                supervisor.service().terminate(ShutdownIT.LONGEST_STOP);
            }

            // Then
            trial.assertUndisturbed();
        }
    }

    @Test
    void shouldOnlyBeSlowerOnASlowDisk(@TempDir Path directory) throws Exception {
        report.watch(directory);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Trial trial = new Trial(broker.bootstrapServers(), directory, SEED)) {
            // Given
            Machine machine =
                    Machine.create(directory, trial.disturbed().directory().resolve("state"));
            try (Supervisor supervisor = new Supervisor(trial.disturbed(), SETTINGS, machine.surroundings())) {
                // When
                machine.slowDown(SLOW);
                play(trial, supervisor);
                supervisor.service().kill(); // so that state is restored on it
                play(trial, supervisor);
                trial.drain(SETTINGS);
                supervisor.service().terminate(ShutdownIT.LONGEST_STOP.multipliedBy(2));

                // Then
                assertThat(supervisor.restarts()).as("seed %d", SEED).isEqualTo(1);
            }
            trial.assertUndisturbed();
        }
    }

    private static void play(Trial trial, Supervisor supervisor) {
        int wanted = trial.found().turnsScored() + BETWEEN;
        trial.playWhile(() -> look(supervisor, trial.found().turnsScored() < wanted), BACKLOG);
    }

    private static boolean look(Supervisor supervisor, boolean goesOn) {
        supervisor.look();
        return goesOn;
    }

    /** A disk that only the process sees, seen through it. Returns when it is mounted. */
    private static Path seenBy(ServiceProcess service, Path directory) throws InterruptedException {
        Path seen = Path.of("/proc/" + service.pid() + "/root" + directory.toAbsolutePath());
        while (!isSmall(seen)) {
            assertThat(service.isAlive()).isTrue();
            Thread.sleep(10);
        }
        return seen;
    }

    private static boolean isSmall(Path directory) {
        try {
            return Files.getFileStore(directory).getTotalSpace() <= (long) DISK_MEGABYTES << 20;
        } catch (IOException e) {
            return false; // not there yet
        }
    }

    private static void fill(Path filler) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            log.info("the disk is full: {} bytes", Files.size(filler));
        }
    }
}
