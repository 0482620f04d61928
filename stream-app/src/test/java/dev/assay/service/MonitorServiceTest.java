package dev.assay.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.metrics.Health;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MonitorServiceTest {

    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration NOT_SET_BACK = Duration.ZERO;

    @Test
    void shouldBeLiveAndReadyWhileItRuns() {
        assertThat(MonitorService.health(State.RUNNING, 1, SHORT, LIMIT, NOT_SET_BACK))
                .isEqualTo(new Health(true, true, "RUNNING"));
    }

    @Test
    void shouldBeLiveButNotReadyWhileItRebalances() {
        assertThat(MonitorService.health(State.REBALANCING, 1, SHORT, LIMIT, NOT_SET_BACK))
                .isEqualTo(new Health(true, false, "REBALANCING"));
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"ERROR", "NOT_RUNNING"})
    void shouldNotBeLiveWhenItStoppedForGood(State state) {
        assertThat(MonitorService.health(state, 0, Duration.ZERO, LIMIT, NOT_SET_BACK))
                .isEqualTo(new Health(false, false, state.name()));
    }

    @Test
    void shouldNotBeLiveWhenNoStreamThreadIs() {
        assertThat(MonitorService.health(State.RUNNING, 0, Duration.ZERO, LIMIT, NOT_SET_BACK))
                .isEqualTo(new Health(false, false, "every stream thread is dead"));
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"RUNNING", "REBALANCING"})
    void shouldNotBeLiveWhenTheReaderNeverAnswers(State state) {
        assertThat(MonitorService.health(state, 1, LIMIT, LIMIT, NOT_SET_BACK).live())
                .isTrue();
        assertThat(MonitorService.health(state, 1, LIMIT.plusSeconds(1), LIMIT, NOT_SET_BACK))
                .isEqualTo(
                        new Health(
                                false,
                                false,
                                "the reader has not finished a turn in 121 s; expected at most assay.batch.stalled-after, 120 s"));
    }

    @Test
    void shouldNotBeLiveWhenTheClockWasSetBack() {
        assertThat(MonitorService.health(State.RUNNING, 1, SHORT, LIMIT, Duration.ofSeconds(10))
                        .live())
                .isTrue();
        assertThat(MonitorService.health(State.RUNNING, 1, SHORT, LIMIT, Duration.ofSeconds(11)))
                .isEqualTo(new Health(
                        false,
                        false,
                        "the machine's clock was set back by 11 s; expected at most 10 s: Kafka's clients stand still "
                                + "until it is where it was, a new process does not"));
    }
}
