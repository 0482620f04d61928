package dev.assay.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Input as it should not be: records that hold no turn, turns delivered again, record times that jump back and ahead, and writers
 * that begin to add fields in mid-stream; and the service is started anew in between.
 */
@Timeout(3600)
@Tag("programme")
class OddInputIT {

    private static final int ROUNDS = Integer.getInteger("assay.faults.rounds", 1);
    private static final long SEED = Long.getLong("assay.faults.seed", System.currentTimeMillis());
    private static final int BACKLOG = 150; // turns
    private static final int BETWEEN = 60; // turns scored between two jumps
    private static final double SHARE_DELIVERED_AGAIN = 0.15;
    private static final String MARK = Conversations.MARK; // must not be quoted

    /** Longer than any jump: by default a conversation is forgotten after a day of record time, and a late turn finds none. */
    private static final Map<String, String> SETTINGS =
            Map.of("assay.conversation.expiry", "120h", "assay.conversation.grace", "120h");

    /** Brokers take records up to an hour ahead of their clock. */
    private static final List<Duration> JUMPS = List.of(
            Duration.ofMinutes(-20),
            Duration.ofMinutes(50),
            Duration.ofDays(-3),
            Duration.ZERO,
            Duration.ofHours(-30),
            Duration.ofMinutes(30));

    private static final List<byte @Nullable []> NO_TURNS = Arrays.asList(
            null,
            new byte[0],
            bytes(MARK),
            bytes("{\"conversationId\": \"c\", \"turnId\": \"t\", \"role\": \"user\", \"text\": \"" + MARK),
            bytes("[\"" + MARK + "\"]"),
            bytes("{\"conversationId\": \"c\", \"turnId\": \"t\", \"role\": \"" + MARK + "\", \"text\": \"x\"}"),
            bytes("{\"conversationId\": \"c\", \"turnId\": \"t\", \"role\": \"user\", \"text\": {\"" + MARK
                    + "\": 1}}"),
            bytes("{\"conversationId\": \"c\", \"turnId\": \"t\", \"role\": \"user\"}"),
            bytes("{\"conversationId\": 7e999, \"turnId\": \"t\", \"role\": \"user\", \"text\": \"" + MARK + "\"}"),
            bytes("{\"" + MARK + "\": 1, \"" + MARK + "\": 2}"),
            bytes("{\"x\": " + "[".repeat(100) + "]".repeat(100) + "}"),
            bytes("{\"conversationId\": \"c\", \"messages\": \"" + MARK + "\"}"),
            bytes("{\"conversationId\": \"c\", \"messages\": [{\"role\": \"" + MARK + "\", \"content\": \"x\"}]}"),
            new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'});

    @RegisterExtension
    final FailureReport report = new FailureReport(SEED);

    @Test
    void shouldGiveEveryRecordOneOutcomeWhateverItIsAndWhenever(@TempDir Path directory) throws Exception {
        report.watch(directory);
        Random random = new Random(SEED);
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Trial trial = new Trial(broker.bootstrapServers(), directory, SEED, SHARE_DELIVERED_AGAIN)) {
            // When
            for (int life = 0; life < 2 * ROUNDS; life++) {
                try (LocalService service = service(trial)) {
                    for (Duration jump : JUMPS) {
                        trial.load().shiftTime(jump);
                        trial.play(BETWEEN, BACKLOG);
                        sendNoTurns(trial, random);
                    }
                    trial.load().addFields();
                    assertThat(service.state()).isNotNull();
                }
            }
            try (LocalService service = service(trial)) {
                trial.play(BETWEEN, BACKLOG);
                trial.drainWithoutWindows(SETTINGS);
                assertThat(service.state()).isNotNull();
            }

            // Then
            trial.assertUndisturbedButForWindows();
            assertThat(trial.found().deliveredAgain()).as("seed %d", SEED).isPositive();
            assertThat(trial.found().deadLetters())
                    .as("seed %d", SEED)
                    .isEqualTo(2 * ROUNDS * JUMPS.size() * NO_TURNS.size());
        }
    }

    private static void sendNoTurns(Trial trial, Random random) {
        for (byte[] value : NO_TURNS) {
            trial.load().sendNoTurn("conversation-" + random.nextInt(100), value);
        }
    }

    private static LocalService service(Trial trial) {
        return new LocalService(trial.disturbed(), SETTINGS, UnaryOperator.identity());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
