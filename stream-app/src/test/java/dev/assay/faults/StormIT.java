package dev.assay.faults;

import dev.assay.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The group never comes to rest: an instance without a name of its own joins, and leaves before or soon after it was given work,
 * again and again under load.
 *
 * <p>{@code -Dassay.faults.storms} and {@code -Dassay.faults.seed} choose how often and which conversations and moments.
 */
@Timeout(3600)
@Tag("programme")
class StormIT {

    private static final Logger log = LoggerFactory.getLogger(StormIT.class);
    private static final int VISITS = Integer.getInteger("assay.faults.storms", 8);
    private static final long SEED = Long.getLong("assay.faults.seed", System.currentTimeMillis());
    private static final int BACKLOG = 100; // turns
    private static final int LONGEST_STAY_MILLIS = 1500;

    @RegisterExtension
    final FailureReport report = new FailureReport(SEED);

    @Test
    void shouldPublishEverythingOnceThoughTheGroupNeverRests(@TempDir Path directory) throws Exception {
        report.watch(directory);
        Random random = new Random(SEED);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Trial trial = new Trial(broker.bootstrapServers(), directory, SEED)) {
            try (LocalService host = new LocalService(trial.disturbed(), Map.of(), UnaryOperator.identity())) {
                // Given
                trial.play(100, BACKLOG);

                // When
                for (int visit = 1; visit <= VISITS; visit++) {
                    visit(trial, random.nextInt(LONGEST_STAY_MILLIS));
                }
                trial.play(100, BACKLOG);
                trial.drain(Map.of());
                log.info("{} visits, {} turns, {}", VISITS, trial.load().turns(), host.state());
            }

            // Then
            trial.assertUndisturbed();
        }
    }

    private static void visit(Trial trial, int millis) {
        Map<String, String> nameless = new HashMap<>();
        nameless.put("assay.instance.id", ""); // such a one says good-bye, and is not waited for
        Deployment guest = trial.disturbed().instance("guest");
        try (LocalService service = new LocalService(guest, nameless, UnaryOperator.identity())) {
            long until = System.nanoTime() + millis * 1_000_000L;
            trial.playWhile(() -> System.nanoTime() < until, BACKLOG);
            log.info("a guest leaves after {} ms, {}", millis, service.state());
        }
    }
}
