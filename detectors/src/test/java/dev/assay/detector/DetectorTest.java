package dev.assay.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.chat.Role;
import dev.assay.reader.TurnScores;
import dev.assay.token.Tokens;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorTest {

    static final Calibration LOGISTIC = new Calibration.Platt(1, 0);

    @Test
    void shouldScoreATurnAndRememberItForTheConversation() {
        // Given
        Detector detector = detector(3, 4, 0.5, 0.8);

        // When
        Assessment first =
                detector.assess(Role.USER, column(2, 0, 4, 6), ConversationMemory.EMPTY); // mean 3 of 4 tokens
        Assessment second = detector.assess(Role.USER, column(-1, -1, -1), first.memory());

        // Then
        assertThat(first.memory()).isEqualTo(new ConversationMemory(12, 4));
        assertThat(first.verdict().turnScore()).isEqualTo(rounded(logistic(3 * 4.0 / (4 + 4))));
        assertThat(first.verdict().conversationScore()).isEqualTo(rounded(logistic(12.0 / (4 + 4))));
        assertThat(first.verdict().score()).isEqualTo(first.verdict().turnScore());
        assertThat(first.verdict().scope()).isEqualTo(Scope.TURN);
        assertThat(first.verdict().outcome()).isEqualTo(Outcome.FLAGGED);

        assertThat(second.memory()).isEqualTo(new ConversationMemory(0.5 * 12 - 3, 0.5 * 4 + 3));
        assertThat(second.verdict().turnScore()).isEqualTo(rounded(logistic(-1 * 3.0 / (3 + 4))));
        assertThat(second.verdict().conversationScore()).isEqualTo(rounded(logistic(3.0 / (5 + 4))));
        assertThat(second.verdict().scope()).isEqualTo(Scope.CONVERSATION);
        assertThat(second.verdict().outcome()).isEqualTo(Outcome.CLEAR);
        assertThat(second.verdict().evidence()).isEqualTo(Evidence.NONE);
    }

    @Test
    void shouldRankByTheScoreThatItPublishesRounded() {
        // Given
        Detector detector = detector(2, 4, 0.5, 0.8);
        ConversationMemory before = new ConversationMemory(-3, 4);

        for (float[] logits : new float[][] {{2, 0, 4, 6}, {-5, 1}, {0.3f}}) {
            // When
            double exact =
                    detector.exactScore(Role.USER, column(logits), before).orElseThrow();
            double published =
                    detector.assess(Role.USER, column(logits), before).verdict().score();

            // Then
            assertThat(rounded(exact)).isEqualTo(published);
        }
        assertThat(detector.exactScore(Role.USER, column(9), ConversationMemory.EMPTY))
                .isEmpty();
    }

    @Test
    void shouldAddTheWeightedProbes() {
        // Given
        DetectorSpec spec = new DetectorSpec(
                "sum",
                "scam",
                Severity.LOW,
                Mode.ACTIVE,
                EnumSet.allOf(Role.class),
                List.of(new WeightedProbe("a", 2), new WeightedProbe("b", -1)),
                new Pooling.Mean(),
                1,
                0,
                1,
                LOGISTIC,
                LOGISTIC,
                1,
                List.of());
        Detector detector = new Detector(spec, new int[] {2, 0}, List.of());

        // When
        Assessment assessment = detector.assess(
                Role.USER, new TurnScores(tokens("ab"), 3, new float[] {1, 99, 3, 2, 99, 4}), ConversationMemory.EMPTY);

        // Then
        assertThat(assessment.memory().sum()).isEqualTo((2 * 3 - 1) + (2 * 4 - 2));
    }

    @Test
    void shouldJudgeAShortTurnByItsConversationOnly() {
        // Given
        Detector detector = detector(4, 0, 1, 0.5);
        ConversationMemory before = new ConversationMemory(-30, 10);

        // When
        Verdict verdict = detector.assess(Role.USER, column(9, 9, 9), before).verdict();

        // Then
        assertThat(verdict.turnScore()).isZero();
        assertThat(verdict.scope()).isEqualTo(Scope.CONVERSATION);
        assertThat(verdict.score()).isEqualTo(rounded(logistic(-3.0 / 13)));
        assertThat(verdict.outcome()).isEqualTo(Outcome.CLEAR);
    }

    @Test
    void shouldAbstainWhereTheWholeConversationIsTooShort() {
        // Given
        Detector detector = detector(4, 0, 1, 0.5);

        // When
        Assessment first = detector.assess(Role.USER, column(9), ConversationMemory.EMPTY);
        Assessment second = detector.assess(Role.USER, column(9, 9), first.memory());
        Assessment third = detector.assess(Role.USER, column(9), second.memory());

        // Then
        assertThat(first.verdict())
                .isEqualTo(new Verdict("test", Outcome.ABSTAINED, Scope.CONVERSATION, 0, 0, 0, Evidence.NONE));
        assertThat(second.verdict().outcome()).isEqualTo(Outcome.ABSTAINED);
        assertThat(third.verdict().outcome()).isEqualTo(Outcome.FLAGGED);
    }

    @Test
    void shouldAbstainOnAnEmptyTurnThatStartsAConversation() {
        Assessment assessment = detector(1, 0, 1, 0.5).assess(Role.USER, column(), ConversationMemory.EMPTY);

        assertThat(assessment.verdict().outcome()).isEqualTo(Outcome.ABSTAINED);
        assertThat(assessment.memory()).isEqualTo(ConversationMemory.EMPTY);
    }

    @Test
    void shouldNotInventSpansForAnEmptyTurnOfAFlaggedConversation() {
        Verdict verdict = detector(1, 0, 1, 0.5)
                .assess(Role.USER, column(), new ConversationMemory(50, 10))
                .verdict();

        assertThat(verdict.outcome()).isEqualTo(Outcome.FLAGGED);
        assertThat(verdict.evidence()).isEqualTo(Evidence.NONE);
    }

    @Test
    void shouldRoundBeforeItComparesWithTheThreshold() {
        // Given: 0.49996 rounds to 0.5, 0.49994 to 0.4999
        Detector detector = detector(1, 0, 0, 0.5);

        // Then
        Verdict above = detector.assess(Role.USER, column(logit(0.49996)), ConversationMemory.EMPTY)
                .verdict();
        Verdict below = detector.assess(Role.USER, column(logit(0.49994)), ConversationMemory.EMPTY)
                .verdict();
        assertThat(above.score()).isEqualTo(0.5);
        assertThat(above.outcome()).isEqualTo(Outcome.FLAGGED);
        assertThat(below.score()).isEqualTo(0.4999);
        assertThat(below.outcome()).isEqualTo(Outcome.CLEAR);
    }

    @Test
    void shouldFlagAtEveryThresholdThatAScoreRoundsTo() {
        for (int step = 1; step < 10_000; step++) {
            // Given: a threshold as it is read from JSON
            double threshold = Double.parseDouble(step + "e-4");

            // When
            Verdict verdict = detector(1, 0, 0, threshold)
                    .assess(Role.USER, column(logit(threshold)), ConversationMemory.EMPTY)
                    .verdict();

            // Then
            assertThat(verdict.score()).isEqualTo(threshold);
            assertThat(verdict.outcome()).isEqualTo(Outcome.FLAGGED);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void shouldNeverGiveAVerdictOnAScoreThatIsNotFinite(float score) {
        assertThatThrownBy(() -> detector(9, 0, 1, 0.5).assess(Role.USER, column(1, score), ConversationMemory.EMPTY))
                .isInstanceOf(NonFiniteScoreException.class)
                .hasMessage(
                        "detector 'test' got the score " + score + " at token 1, column 0; expected a finite number");
    }

    @Test
    void shouldPassOverTurnsOfRolesItDoesNotJudge() {
        // Given
        DetectorSpec all = spec(1, 0, 1, 0.5);
        DetectorSpec users = new DetectorSpec(
                all.id(),
                all.category(),
                all.severity(),
                all.mode(),
                EnumSet.of(Role.USER),
                all.probes(),
                all.pooling(),
                all.minTokens(),
                all.prior(),
                all.forgetting(),
                all.turnCalibration(),
                all.conversationCalibration(),
                all.threshold(),
                all.evidenceFeatures());
        ConversationMemory before = new ConversationMemory(50, 10);

        // When
        Assessment assessment =
                new Detector(users, new int[] {0}, List.of()).assess(Role.ASSISTANT, column(9, 9), before);

        // Then
        assertThat(assessment.verdict().outcome()).isEqualTo(Outcome.ABSTAINED);
        assertThat(assessment.memory()).isEqualTo(before);
    }

    @Test
    void shouldRefuseScoresOfAnotherHead() {
        Detector detector = new Detector(spec(1, 0, 1, 0.5), new int[] {7}, List.of());

        assertThatThrownBy(() -> detector.assess(Role.USER, column(1), ConversationMemory.EMPTY))
                .hasMessage("detector 'test' reads column 7; expected scores with more columns than 1: they come from"
                        + " another bundle's head");
    }

    @Test
    void shouldRefuseAnotherNumberOfColumnsThanProbes() {
        assertThatThrownBy(() -> new Detector(spec(1, 0, 1, 0.5), new int[] {1, 2}, List.of()))
                .hasMessage("detector 'test' has 2 probe columns; expected 1, one for each of its probes");
    }

    private static Detector detector(int minTokens, double prior, double forgetting, double threshold) {
        return new Detector(spec(minTokens, prior, forgetting, threshold), new int[] {0}, List.of());
    }

    static DetectorSpec spec(int minTokens, double prior, double forgetting, double threshold) {
        return new DetectorSpec(
                "test",
                "scam",
                Severity.HIGH,
                Mode.ACTIVE,
                EnumSet.allOf(Role.class),
                List.of(new WeightedProbe("test", 1)),
                new Pooling.Mean(),
                minTokens,
                prior,
                forgetting,
                LOGISTIC,
                LOGISTIC,
                threshold,
                List.of());
    }

    static TurnScores column(float... logits) {
        return new TurnScores(tokens("x".repeat(logits.length)), 1, logits);
    }

    /** One token for each character. */
    private static Tokens tokens(String text) {
        int[] starts = new int[text.length()];
        int[] ends = new int[text.length()];
        for (int i = 0; i < text.length(); i++) {
            starts[i] = i;
            ends[i] = i + 1;
        }
        return new Tokens(new int[text.length()], starts, ends);
    }

    static double logistic(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    private static float logit(double probability) {
        return (float) Math.log(probability / (1 - probability));
    }

    static double rounded(double probability) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.4f", probability));
    }
}
