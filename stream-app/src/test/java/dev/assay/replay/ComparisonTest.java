package dev.assay.replay;

import static dev.assay.replay.Runs.alert;
import static dev.assay.replay.Runs.byKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.schemas.Decision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final String OTHER = "cd".repeat(32);

    @Test
    void shouldTellTheFourOutcomesApart() {
        // Given
        var then = byKey(alert("a", "scam", 0.9), alert("b", "scam", 0.8), alert("c", "scam", 0.7));
        var now = byKey(alert("d", "scam", 0.6), alert("b", "scam", 0.8001), alert("a", "scam", 0.9));

        // When
        Comparison comparison = Comparison.of(then, now, Map.of());

        // Then
        assertThat(comparison.findings())
                .extracting(finding -> finding.key().conversationId(), Finding::outcome, Finding::fields)
                .containsExactly(
                        tuple("a", Outcome.IDENTICAL, List.of()),
                        tuple("b", Outcome.CHANGED, List.of("score", "turnScore")),
                        tuple("c", Outcome.MISSING, List.of()),
                        tuple("d", Outcome.NEW, List.of()));
        assertThat(comparison.isIdentical()).isFalse();
        assertThat(comparison.largestScoreChange()).isCloseTo(0.0001, offset(1e-9));
    }

    @Test
    void shouldCompareAlertsOfAnotherBundleByWhatTheyAreAbout() {
        // Given
        var then = byKey(alert("a", "scam", 0.9, OTHER), alert("a", "backdoor", 0.9, OTHER));
        var now = byKey(alert("a", "scam", 0.9));

        // When
        Comparison comparison = Comparison.of(then, now, Map.of());

        // Then
        assertThat(comparison.count(Outcome.IDENTICAL)).isEqualTo(1);
        assertThat(comparison.of("backdoor").count(Outcome.MISSING)).isEqualTo(1);
        assertThat(comparison.mustBeIdentical(Runs.BUNDLE, Runs.ENGINE)).isFalse();
        assertThat(comparison.mustBeIdentical(OTHER, Runs.ENGINE)).isTrue();
        assertThat(comparison.mustBeIdentical(OTHER, "tensorrt")).isFalse();
    }

    @Test
    void shouldCountWhatReviewersHadDecided() {
        // Given
        var then = byKey(alert("a", "scam", 0.9), alert("b", "scam", 0.8), alert("c", "scam", 0.7));
        var now = byKey(alert("a", "scam", 0.9));

        // When
        Comparison comparison = Comparison.of(
                then,
                now,
                Map.of(
                        alert("b", "scam", 0.8).id(), Decision.CONFIRMED,
                        alert("a", "scam", 0.9).id(), Decision.REJECTED));

        // Then
        assertThat(comparison.count(Outcome.MISSING, Decision.CONFIRMED)).isEqualTo(1);
        assertThat(comparison.count(Outcome.MISSING, null)).isEqualTo(1);
        assertThat(comparison.count(Outcome.IDENTICAL, Decision.REJECTED)).isEqualTo(1);
    }

    @Test
    void shouldFindNothingToCompare() {
        Comparison nothing = Comparison.of(Map.of(), Map.of(), Map.of());
        assertThat(nothing.isIdentical()).isTrue();
        assertThat(nothing.findings()).isEmpty();
    }
}
