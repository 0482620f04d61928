package dev.assay.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void shouldHoldBackUntilTheAverageIsAllowed() {
        // Given
        Pace pace = new Pace(10, 0);

        // When
        pace.took(30);

        // Then
        assertThat(pace.isAhead(0)).isTrue();
        assertThat(pace.isAhead(SECOND)).isTrue();
        assertThat(pace.isAhead(2 * SECOND)).isFalse();
    }

    @Test
    void shouldNotMakeUpForIdleTime() {
        // Given
        Pace pace = new Pace(10, 0);

        // When
        boolean idle = pace.isAhead(3600 * SECOND);
        pace.took(21);

        // Then
        assertThat(idle).isFalse();
        assertThat(pace.isAhead(3600 * SECOND)).isTrue();
    }

    @Test
    void shouldNeverHoldBackWithoutALimit() {
        // Given
        Pace pace = new Pace(Double.MAX_VALUE, 0);

        // When
        pace.took(1000);

        // Then
        assertThat(pace.isAhead(1)).isFalse();
        assertThat(pace.isAhead(SECOND)).isFalse();
    }

    @Test
    void shouldTakeNoMoreThanASecondsRecordsAtOnce() {
        assertThat(new Pace(30, 0).mostAtOnce(250)).isEqualTo(30);
        assertThat(new Pace(0.5, 0).mostAtOnce(250)).isEqualTo(1);
        assertThat(new Pace(Double.MAX_VALUE, 0).mostAtOnce(250)).isEqualTo(250);
    }
}
