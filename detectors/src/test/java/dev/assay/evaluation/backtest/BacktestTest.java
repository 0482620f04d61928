package dev.assay.evaluation.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BacktestTest {

    private static final Duration COOL_DOWN = Duration.ofMinutes(10);

    private final List<RecordedScore> scores = List.of(
            turn("a", 0, 0, 0.95, true),
            turn("b", 0, 1, 0.60, false),
            turn("a", 1, 5, 0.99, null),
            turn("a", 2, 10, 0.97, true),
            turn("c", 0, 60, 0.20, null),
            turn("b", 1, 2880, 0.70, null));

    @Test
    void shouldHoldBackAlertsForTheCoolDown() {
        // When
        ThresholdFigures figures = new Backtest(scores, COOL_DOWN, null).at(0.95);

        // Then the second turn of a comes 5 minutes after its first alert, the third 10
        assertThat(figures.flagged()).isEqualTo(3);
        assertThat(figures.alerts()).isEqualTo(2);
        assertThat(figures.conversations()).isEqualTo(1);
        assertThat(figures.alertsPerDay()).isEqualTo(1.0);
        assertThat(figures.decidedPrecision()).isEqualTo(1.0);
        assertThat(figures.meanScore()).isEqualTo((0.95 + 0.99 + 0.97) / 3);
    }

    @Test
    void shouldSweepThresholdsOnceEachAndRising() {
        // When
        List<ThresholdFigures> sweep = new Backtest(scores, COOL_DOWN, 4.0).sweep(List.of(0.9, 0.5, 0.9, 1.0));

        // Then
        assertThat(sweep).extracting(ThresholdFigures::threshold).containsExactly(0.5, 0.9, 1.0);
        assertThat(sweep).extracting(ThresholdFigures::alerts).containsExactly(4, 2, 0);
        assertThat(sweep).extracting(ThresholdFigures::alertsPerDay).containsExactly(1.0, 0.5, 0.0);
        assertThat(sweep.get(0).decidedPrecision()).isEqualTo(2.0 / 3);
        assertThat(sweep.get(2).decidedPrecision()).isNull();
        assertThat(sweep.get(2).meanScore()).isNull();
    }

    @Test
    void shouldListWhatAHigherThresholdWouldLose() {
        // When
        ThresholdChange change = new Backtest(scores, COOL_DOWN, null).change(0.5, 0.96);

        // Then the alert of a moves from its first turn to its second
        assertThat(change.lost())
                .extracting(turn -> turn.conversationId() + turn.turnId())
                .containsExactly("a0", "b0", "a2", "b1");
        assertThat(change.gained())
                .extracting(turn -> turn.conversationId() + turn.turnId())
                .containsExactly("a1");
        assertThat(change.now().alerts()).isEqualTo(4);
        assertThat(change.then().alerts()).isEqualTo(1);
    }

    @Test
    void shouldCountPerDayOnlyWhereDaysAreKnown() {
        // Given
        List<RecordedScore> untimed =
                List.of(new RecordedScore("a", "0", null, 0.9, null), new RecordedScore("a", "1", null, 0.9, null));

        // Then
        assertThat(new Backtest(untimed, COOL_DOWN, null).at(0.5).alertsPerDay())
                .isNull();
        assertThat(new Backtest(untimed, COOL_DOWN, null).at(0.5).alerts()).isEqualTo(2);
        assertThat(new Backtest(untimed, COOL_DOWN, 2.0).at(0.5).alertsPerDay()).isEqualTo(1.0);
    }

    @Test
    void shouldRefuseAScoreThatIsNoProbability() {
        assertThatThrownBy(() -> turn("a", 7, 0, 1.5, null)).hasMessage("score of turn '7' is 1.5; expected 0 to 1");
    }

    private static RecordedScore turn(
            String conversation, int turn, int minute, double score, @Nullable Boolean confirmed) {
        return new RecordedScore(
                conversation, Integer.toString(turn), Instant.EPOCH.plus(Duration.ofMinutes(minute)), score, confirmed);
    }
}
