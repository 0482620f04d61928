package dev.assay.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

    private final Machine machine = new Machine();
    private final ClockWatch watch = new ClockWatch(machine, machine::nanos);

    /** A clock that can be set, and another that cannot. */
    private static final class Machine extends Clock {

        private Duration since = Duration.ofSeconds(7);
        private Instant now = Instant.parse("2026-11-21T12:00:00Z");

        void run(Duration time) {
            since = since.plus(time);
            now = now.plus(time);
        }

        void set(Duration by) {
            now = now.plus(by);
        }

        long nanos() {
            return since.toNanos();
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void shouldSeeNothingInTimeThatPassesAndAClockSetAhead() {
        // When
        machine.run(Duration.ofDays(3));
        machine.set(Duration.ofHours(2));
        // Then
        assertThat(watch.setBack()).isZero();
    }

    @Test
    void shouldSayByHowMuchTheClockWasSetBackUntilItIsSetAhead() {
        // Given
        machine.run(Duration.ofHours(1));
        machine.set(Duration.ofMinutes(10));
        assertThat(watch.setBack()).isZero();
        // When
        machine.set(Duration.ofMinutes(-30));
        machine.run(Duration.ofMinutes(5));
        // Then
        assertThat(watch.setBack()).isEqualTo(Duration.ofMinutes(30));
        machine.set(Duration.ofMinutes(40));
        assertThat(watch.setBack()).isZero();
        machine.set(Duration.ofMinutes(-1));
        assertThat(watch.setBack()).isEqualTo(Duration.ofMinutes(1));
    }
}
