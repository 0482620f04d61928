package dev.assay.detector;

import static dev.assay.detector.DetectorTest.LOGISTIC;
import static dev.assay.detector.DetectorTest.column;
import static dev.assay.detector.DetectorTest.logistic;
import static dev.assay.detector.DetectorTest.rounded;
import static dev.assay.detector.DetectorTest.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.chat.Role;
import dev.assay.reader.TurnScores;
import dev.assay.token.Tokens;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How the whole of a turn, its strongest passage and its conversation together decide. */
class DetectorPartsTest {

    @Test
    void shouldJudgeAMessageThatIsCutIntoTurnsAsOne() {
        // Given the last two tokens of a message of twelve, too few to be judged by themselves
        DetectorSpec whole = spec(3, 4, 0.5, 0.8);
        float[] logits = new float[12];
        Arrays.fill(logits, 6);
        Tokens own = column(6, 6).tokens();
        TurnScores lastPiece = new TurnScores(own, 1, logits, 10);

        // When
        Verdict byItself = new Detector(whole, new int[] {0}, List.of())
                .assess(Role.USER, lastPiece, ConversationMemory.EMPTY)
                .verdict();
        Detector detector = new Detector(withPassage(whole, new Passage(1e9, LOGISTIC)), new int[] {0}, List.of());
        Assessment together = detector.assess(Role.USER, lastPiece, ConversationMemory.EMPTY);

        // Then the turn's own tokens alone are remembered and shown
        assertThat(byItself.outcome()).isEqualTo(Outcome.ABSTAINED);
        assertThat(together.verdict().turnScore()).isEqualTo(rounded(logistic(6 * 12.0 / (12 + 4))));
        assertThat(together.verdict().outcome()).isEqualTo(Outcome.FLAGGED);
        assertThat(together.memory()).isEqualTo(new ConversationMemory(12, 2));
        assertThat(together.verdict().evidence().spans()).allMatch(span -> span.end() <= own.end(1));
        assertThat(detector.exactScore(Role.USER, lastPiece, ConversationMemory.EMPTY)
                        .orElseThrow())
                .isCloseTo(together.verdict().score(), within(1e-4));
    }

    @Test
    void shouldFlagTheHarmfulPartOfALongTurn() {
        // Given a turn whose middle alone is harmful
        DetectorSpec whole = spec(3, 4, 0.5, 0.8);
        DetectorSpec inPart = withPassage(whole, new Passage(16, LOGISTIC));
        float[] logits = new float[400];
        Arrays.fill(logits, -5);
        Arrays.fill(logits, 160, 224, 6);

        // When
        Verdict byMean = new Detector(whole, new int[] {0}, List.of())
                .assess(Role.USER, column(logits), ConversationMemory.EMPTY)
                .verdict();
        Detector detector = new Detector(inPart, new int[] {0}, List.of());
        Verdict byPassage = detector.assess(Role.USER, column(logits), ConversationMemory.EMPTY)
                .verdict();

        // Then
        assertThat(byMean.outcome()).isEqualTo(Outcome.CLEAR);
        assertThat(byPassage.outcome()).isEqualTo(Outcome.FLAGGED);
        assertThat(byPassage.scope()).isEqualTo(Scope.TURN);
        assertThat(byPassage.conversationScore()).isEqualTo(byMean.conversationScore());
        assertThat(byPassage.evidence().spans()).hasSize(1);
        assertThat(byPassage.evidence().spans().get(0).start())
                .isBetween(152, 162); // grown to what is written without a gap
        assertThat(rounded(detector.exactScore(Role.USER, column(logits), ConversationMemory.EMPTY)
                        .orElseThrow()))
                .isEqualTo(byPassage.score());
    }

    @Test
    void shouldJudgeAHarmfulWholeByItsMeanToo() {
        // Given a passage that never decides
        DetectorSpec spec = withPassage(spec(3, 4, 0.5, 0.8), new Passage(16, new Calibration.Platt(1, -50)));

        // When
        Verdict verdict = new Detector(spec, new int[] {0}, List.of())
                .assess(Role.USER, column(2, 0, 4, 6), ConversationMemory.EMPTY)
                .verdict();

        // Then
        assertThat(verdict.turnScore()).isEqualTo(rounded(logistic(3 * 4.0 / (4 + 4))));
    }

    @Test
    void shouldLetTheConversationCorrectATurn() {
        // Given a turn that looks harmful after a conversation that does not
        ConversationMemory harmless = new ConversationMemory(-90, 30);
        TurnScores turn = column(3, 3, 3, 3);
        DetectorSpec largest = spec(3, 4, 1, 0.8);

        // When
        Verdict alone = judged(largest, turn, harmless);
        Verdict pooled = judged(with(largest, null, new Combination.PooledOdds(0.01)), turn, harmless);

        // Then the parts are published as they are, and the score is between them
        double turnLogit = 3 * 4.0 / (4 + 4);
        double conversationLogit = (-90.0 + 12) / (34 + 4);
        assertThat(alone.score()).isEqualTo(rounded(logistic(turnLogit)));
        assertThat(pooled.score()).isEqualTo(rounded(logistic((turnLogit + conversationLogit) / 2)));
        assertThat(pooled.turnScore()).isEqualTo(alone.turnScore());
        assertThat(pooled.conversationScore()).isEqualTo(alone.conversationScore());
        assertThat(pooled.scope()).isEqualTo(Scope.TURN);
    }

    @Test
    void shouldStillFlagAClearPassageInAHarmlessConversation() {
        // Given
        ConversationMemory harmless = new ConversationMemory(-900, 300);
        Passage passage = new Passage(16, LOGISTIC);
        DetectorSpec spec = with(spec(3, 4, 1, 0.8), passage, new Combination.PooledOdds(0.5));
        float[] logits = new float[40];
        Arrays.fill(logits, 6);
        double[] exactly = new double[40];
        Arrays.fill(exactly, 6);

        // When
        Verdict verdict = judged(spec, column(logits), harmless);

        // Then half of the passage's odds are enough
        assertThat(verdict.conversationScore()).isLessThan(0.15);
        assertThat(verdict.score())
                .isEqualTo(rounded(logistic(passage.logit(new double[0], exactly, 4) - Math.log(2))));
        assertThat(verdict.outcome()).isEqualTo(Outcome.FLAGGED);
    }

    private static DetectorSpec withPassage(DetectorSpec spec, Passage passage) {
        return with(spec, passage, new Combination.Largest());
    }

    private static DetectorSpec with(DetectorSpec spec, @Nullable Passage passage, Combination combination) {
        return new DetectorSpec(
                spec.id(),
                spec.category(),
                spec.severity(),
                spec.mode(),
                spec.roles(),
                spec.probes(),
                spec.pooling(),
                passage,
                spec.minTokens(),
                spec.prior(),
                spec.forgetting(),
                spec.turnCalibration(),
                spec.conversationCalibration(),
                combination,
                spec.threshold(),
                spec.evidenceFeatures());
    }

    private static Verdict judged(DetectorSpec spec, TurnScores turn, ConversationMemory before) {
        return new Detector(spec, new int[] {0}, List.of())
                .assess(Role.USER, turn, before)
                .verdict();
    }
}
