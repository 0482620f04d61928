package dev.assay.faults;

import dev.assay.demo.EmbeddedBroker;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Spoils the local state between two lives of the service, in every way a disk may. What is true is in Kafka, so the service must
 * come back by itself, and must not believe what it finds.
 */
@Timeout(3600)
@Tag("programme")
class StateDirectoryIT {

    private static final Logger log = LoggerFactory.getLogger(StateDirectoryIT.class);
    private static final int ROUNDS = Integer.getInteger("assay.faults.rounds", 1);
    private static final long SEED = Long.getLong("assay.faults.seed", System.currentTimeMillis());
    private static final int BACKLOG = 150; // turns
    private static final int LIFE = 120; // turns scored
    private static final double SHARE_DELIVERED_AGAIN = 0.1; // noticed by the state alone

    @RegisterExtension
    final FailureReport report = new FailureReport(SEED);

    private enum Damage {
        DELETED {
            @Override
            void to(Path file, Random random) throws IOException {
                Files.delete(file);
            }
        },
        TABLES_DELETED {
            @Override
            void to(Path file, Random random) throws IOException {
                if (file.toString().endsWith(".sst")) {
                    Files.delete(file);
                }
            }
        },
        HALF_OF_THE_FILES_DELETED {
            @Override
            void to(Path file, Random random) throws IOException {
                if (random.nextBoolean()) {
                    Files.delete(file);
                }
            }
        },
        TRUNCATED {
            @Override
            void to(Path file, Random random) throws IOException {
                try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                    open.setLength(open.length() / 2);
                }
            }
        },
        OVERWRITTEN {
            @Override
            void to(Path file, Random random) throws IOException {
                byte[] noise = new byte[(int) Files.size(file)];
                random.nextBytes(noise);
                Files.write(file, noise);
            }
        },
        BYTES_CHANGED {
            @Override
            void to(Path file, Random random) throws IOException {
                byte[] bytes = Files.readAllBytes(file);
                for (int i = 0; i < bytes.length; i += 1 + random.nextInt(500)) {
                    bytes[i] ^= (byte) (1 + random.nextInt(255));
                }
                Files.write(file, bytes);
            }
        };

        abstract void to(Path file, Random random) throws IOException;
    }

    @Test
    void shouldComeBackByItselfWhateverBecameOfItsState(@TempDir Path directory) throws Exception {
        report.watch(directory);
        Random random = new Random(SEED);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Trial trial = new Trial(broker.bootstrapServers(), directory, SEED, SHARE_DELIVERED_AGAIN)) {
            // Given
            Path state = trial.disturbed().directory().resolve("state");
            for (int round = 1; round <= ROUNDS; round++) {
                for (Damage damage : Damage.values()) {
                    try (LocalService service = service(trial)) {
                        trial.play(LIFE, BACKLOG);
                        log.info("{} turns scored, {}", trial.found().turnsScored(), service.state());
                    }
                    // When
                    int files = damage(state, damage, random);
                    log.info("{}: {} files", damage, files);
                }
            }
            try (LocalService service = service(trial)) {
                trial.play(LIFE, BACKLOG);
                trial.drain(Map.of());
                log.info("{} turns scored, {}", trial.found().turnsScored(), service.state());
            }

            // Then
            trial.assertUndisturbed();
        }
    }

    private static LocalService service(Trial trial) {
        return new LocalService(trial.disturbed(), Map.of(), UnaryOperator.identity());
    }

    private static int damage(Path state, Damage damage, Random random) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(state)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            damage.to(file, random);
        }
        return files.size();
    }
}
