package dev.assay.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class ReplaceThreadPolicyTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<MonitorEvent> events = new ArrayList<>();
    private final ReplaceThreadPolicy policy = new ReplaceThreadPolicy(events::add);

    @Test
    void shouldWaitTwiceAsLongAfterEachFailureUpToABound() {
        // When
        List<Long> pauses = new ArrayList<>();
        for (int failure = 0; failure < 9; failure++) {
            pauses.add(policy.nextPause(NOW.plusSeconds(failure)).toMillis());
        }
        // Then
        assertThat(pauses).containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L, 30_000L);
    }

    @Test
    void shouldStartSmallAgainAfterAQuietTime() {
        // Given
        policy.nextPause(NOW);
        policy.nextPause(NOW);
        // When
        Duration pause = policy.nextPause(NOW.plus(Duration.ofMinutes(6)));
        // Then
        assertThat(pause).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void shouldReplaceTheThreadAndNotPauseWhileClosing() {
        // Given
        policy.nextPause(NOW);
        policy.close();
        // When
        StreamThreadExceptionResponse response = policy.handle(new StreamsException("the engine failed"));
        // Then
        assertThat(response).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(events).containsExactly(new MonitorEvent.StreamThreadFailed());
    }

    @Test
    void shouldStopTheServiceWhenTheJvmFails() {
        assertThat(policy.handle(new StreamsException(new OutOfMemoryError("asked for by a test"))))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    }
}
