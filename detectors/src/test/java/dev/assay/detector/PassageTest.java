package dev.assay.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PassageTest {

    private static final long SEED = 17;
    private static final Offset<Double> CLOSE = Offset.offset(1e-9);
    private static final Calibration SIGMOID = new Calibration.Platt(1, 0);
    private static final double[] NOTHING = {};
    private static final Passage PASSAGE = new Passage(24, SIGMOID);

    @Test
    void shouldBeTheLargestRunningMeanAtTheEndOfABlock() {
        Random random = new Random(SEED);
        for (int tokens = 1; tokens <= 100; tokens++) {
            // Given
            double[] logits = random.doubles(tokens, -20, 20).toArray();

            // When
            double logit = PASSAGE.logit(NOTHING, logits, 8);

            // Then
            assertThat(logit).as("seed %d, %d tokens", SEED, tokens).isCloseTo(plain(logits, 24, 8), CLOSE);
        }
    }

    /** Token by token, as slow as it reads. */
    private static double plain(double[] logits, double halfLife, double prior) {
        double largest = Double.NEGATIVE_INFINITY;
        int start = 0; // of what is not forgotten
        for (int end = 1; end <= logits.length; end++) {
            if (end % 16 == 0 || end == logits.length) {
                double sum = 0;
                double weight = 0;
                for (int token = start; token < end; token++) {
                    int from = token / 16 * 16;
                    double blockMean = Arrays.stream(logits, from, Math.min(from + 16, logits.length))
                            .average()
                            .orElseThrow();
                    double counts = Math.pow(0.5, (end - 1 - token) / halfLife);
                    sum += counts * blockMean;
                    weight += counts;
                }
                largest = Math.max(largest, sum / (weight + prior));
                start = sum < 0 ? end : start;
            }
        }
        return largest;
    }

    @Test
    void shouldJudgeATurnOfOneBlockByItsMean() {
        // Given weights that are all but even
        Passage lasting = new Passage(1e9, SIGMOID);

        // When, Then
        assertThat(lasting.logit(NOTHING, new double[] {1, 2, 6}, 6)).isCloseTo(1, Offset.offset(1e-6));
    }

    @Test
    void shouldStandOutOfHarmlessTextHoweverLong() {
        // Given
        double[] alone = filled(64, 5);
        double[] padded = new double[64 + 1600];
        Arrays.fill(padded, -5);
        System.arraycopy(alone, 0, padded, 800, 64);

        // When
        double lost = PASSAGE.logit(NOTHING, alone, 8) - PASSAGE.logit(NOTHING, padded, 8);

        // Then the mean loses nearly all, the passage nothing
        assertThat(new Pooling.Mean().pool(padded)).isLessThan(-4);
        assertThat(lost).isCloseTo(0, CLOSE);
    }

    @Test
    void shouldBeginInWhatTheAuthorWroteBefore() {
        // Given a text of four blocks that is cut after three
        double[] whole = filled(64, 5);
        double[] before = Arrays.copyOf(whole, 48);
        double[] last = Arrays.copyOfRange(whole, 48, 64);

        // When, Then
        assertThat(PASSAGE.logit(before, last, 8)).isCloseTo(PASSAGE.logit(NOTHING, whole, 8), CLOSE);
        assertThat(PASSAGE.logit(NOTHING, last, 8)).isLessThan(PASSAGE.logit(before, last, 8) - 0.5);
    }

    @Test
    void shouldNotBlameATurnForWhatStoodBeforeIt() {
        // Given
        double[] harmful = filled(64, 5);
        double[] harmless = filled(5, -0.1);

        // When, Then
        assertThat(PASSAGE.logit(harmful, harmless, 8)).isEqualTo(PASSAGE.logit(NOTHING, harmless, 8));
    }

    @Test
    void shouldLoseNothingByWeakWordsBeforeIt() {
        assertThat(PASSAGE.logit(filled(96, 0.1), filled(16, 5), 8))
                .isEqualTo(PASSAGE.logit(NOTHING, filled(16, 5), 8));
    }

    @Test
    void shouldSayWhatIsWrongWithAHalfLife() {
        assertThatThrownBy(() -> new Passage(0, SIGMOID))
                .hasMessage("half-life of a passage is 0.0; expected a finite number of tokens above 0");
        assertThatThrownBy(() -> new Passage(Double.NaN, SIGMOID)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldCountTheBlocksOfATurn() {
        assertThat(new int[] {0, 1, 16, 17, 32, 33}).satisfies(tokens -> assertThat(
                        Arrays.stream(tokens).map(TokenBlocks::count).toArray())
                .containsExactly(0, 1, 1, 2, 2, 3));
        assertThat(TokenBlocks.length(33, 1)).isEqualTo(16);
        assertThat(TokenBlocks.length(33, 2)).isEqualTo(1);
    }

    private static double[] filled(int tokens, double logit) {
        double[] logits = new double[tokens];
        Arrays.fill(logits, logit);
        return logits;
    }
}
