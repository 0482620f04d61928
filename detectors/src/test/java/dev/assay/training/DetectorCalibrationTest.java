package dev.assay.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.chat.Role;
import dev.assay.detector.Combination;
import dev.assay.detector.ConversationMemory;
import dev.assay.detector.Detector;
import dev.assay.detector.Mode;
import dev.assay.detector.Outcome;
import dev.assay.detector.Passage;
import dev.assay.detector.Severity;
import dev.assay.detector.TokenBlocks;
import dev.assay.reader.TurnScores;
import dev.assay.token.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DetectorCalibrationTest {

    private static final DetectorPlan PLAN =
            new DetectorPlan("scam", "scam", Severity.HIGH, Mode.ACTIVE, Set.of(Role.USER), List.of());

    @Test
    void shouldFlagNoMoreBenignTurnsThanTheBudget() {
        for (boolean isotonic : new boolean[] {false, true}) {
            // Given
            List<ScoredRecord> records = records(7);
            CalibrationOptions options =
                    new CalibrationOptions(32, new Combination.Largest(), isotonic, 0.02, 0.05, 0.5, 5, 4, 0.9);

            // When
            DetectorCalibration.Result result = new DetectorCalibration(PLAN, options).calibrate(records, List.of());

            // Then the detector itself keeps the budget
            Detector detector = new Detector(result.spec(), new int[] {0}, List.of());
            int turns = 0;
            int flagged = 0;
            for (ScoredRecord record : records) {
                ConversationMemory memory = ConversationMemory.EMPTY;
                for (ScoredRecord.ScoredTurn turn : record.turns()) {
                    var assessment = detector.assess(Role.USER, scores(turn), memory);
                    memory = assessment.memory();
                    if (record.example().general()) {
                        turns++;
                        flagged += assessment.verdict().outcome() == Outcome.FLAGGED ? 1 : 0;
                    }
                }
            }
            assertThat((double) flagged / turns)
                    .as("seed 7, isotonic %s", isotonic)
                    .isLessThanOrEqualTo(0.02);
            assertThat(result.measurements().get("benignTurnsFlagged")).isEqualTo((double) flagged / turns);
            assertThat(result.measurements().get("outOfSourceRecall")).isGreaterThan(0.5);
            assertThat(result.spec().threshold()).isBetween(0.5, 1.0);
        }
    }

    @Test
    void shouldFlagNoMoreHardNegativesThanTheirBudget() {
        // Given labelled harmless records that score nearly as the harmful do, and benign ones that do not
        List<ScoredRecord> records = records(7, 1.5);
        CalibrationOptions options =
                new CalibrationOptions(0, new Combination.Largest(), false, 0.02, 0.1, 0.5, 5, 4, 0.9);

        // When
        var measured = new DetectorCalibration(PLAN, options)
                .calibrate(records, List.of())
                .measurements();

        // Then their budget holds the threshold up, and is used
        assertThat(measured.get("negativesFlagged")).as("seed 7").isBetween(0.05, 0.1);
        assertThat(measured.get("benignTurnsFlagged")).isLessThan(0.02);
    }

    @Test
    void shouldNeverGoBelowTheLeastThreshold() {
        CalibrationOptions options =
                new CalibrationOptions(0, new Combination.Largest(), false, 0.5, 0.05, 0.6, 5, 4, 0.9);
        assertThat(new DetectorCalibration(PLAN, options)
                        .calibrate(records(7), List.of())
                        .spec()
                        .threshold())
                .isEqualTo(0.6);
    }

    @Test
    void shouldJudgePassagesOnlyWhereAskedTo() {
        CalibrationOptions whole =
                new CalibrationOptions(0, new Combination.Largest(), false, 0.02, 0.05, 0.5, 5, 4, 0.9);
        CalibrationOptions inPart =
                new CalibrationOptions(48, new Combination.PooledOdds(0.5), false, 0.02, 0.05, 0.5, 5, 4, 0.9);

        assertThat(new DetectorCalibration(PLAN, whole)
                        .calibrate(records(7), List.of())
                        .spec()
                        .passage())
                .isNull();
        assertThat(new DetectorCalibration(PLAN, inPart)
                        .calibrate(records(7), List.of())
                        .spec()
                        .passage())
                .extracting(Passage::halfLife)
                .isEqualTo(48.0);
    }

    @Test
    void shouldTakeATurnsMeanOverItsTokens() {
        // Given 20 tokens in blocks of 16 and 4
        ScoredRecord.ScoredTurn turn = new ScoredRecord.ScoredTurn(20, List.of(1.0, 6.0));

        assertThat(turn.logit()).isEqualTo(2);
        assertThat(turn.tokenLogits()).hasSize(20).endsWith(1, 6, 6, 6, 6);
        assertThatThrownBy(() -> new ScoredRecord.ScoredTurn(20, List.of(1.0)))
                .hasMessage("a turn of 20 tokens has 1 blocks; expected 2");
    }

    @Test
    void shouldRankByTurnAndConversationTogether() {
        // Given a harmful turn of 8 tokens after a harmless one of 24, and one too short to be judged
        ScoredRecord record = new ScoredRecord(
                records(7).get(0).example(),
                List.of(
                        new ScoredRecord.ScoredTurn(24, List.of(-1.0, -1.0)),
                        new ScoredRecord.ScoredTurn(8, List.of(6.0)),
                        new ScoredRecord.ScoredTurn(2, List.of(-50.0))));

        // Then it is the second turn that counts, with 8 tokens of logit 0 before it and before the conversation
        double turn = 6 * 8.0 / (8 + 8);
        double conversation = (-24 + 48) / (32 + 8.0);
        assertThat(record.rank(5, 8)).isEqualTo((turn + conversation) / 2);
    }

    private static List<ScoredRecord> records(long seed) {
        return records(seed, -2);
    }

    /** Positives around 2, general records around -3. */
    private static List<ScoredRecord> records(long seed, double negatives) {
        Random random = new Random(seed);
        List<ScoredRecord> records = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            int kind = i % 3;
            double centre = kind == 0 ? 2 : kind == 1 ? negatives : -3;
            List<ScoredRecord.ScoredTurn> turns = new ArrayList<>();
            for (int turn = 0; turn < 1 + i % 4; turn++) {
                int tokens = 1 + random.nextInt(60);
                turns.add(new ScoredRecord.ScoredTurn(
                        tokens,
                        Stream.generate(() -> centre + random.nextGaussian())
                                .limit(TokenBlocks.count(tokens))
                                .toList()));
            }
            Example example = new Example(i, kind == 0, kind == 2, "subset" + i % 2, "group" + i, List.of(i));
            records.add(new ScoredRecord(example, turns));
        }
        return records;
    }

    private static TurnScores scores(ScoredRecord.ScoredTurn turn) {
        int[] starts = IntStream.range(0, turn.tokens()).toArray();
        int[] ends = IntStream.rangeClosed(1, turn.tokens()).toArray();
        float[] logits = new float[turn.tokens()];
        for (int token = 0; token < logits.length; token++) {
            logits[token] = turn.blocks().get(token / TokenBlocks.TOKENS).floatValue();
        }
        return new TurnScores(new Tokens(starts, starts, ends), 1, logits);
    }
}
