package dev.assay.detector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.token.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpanFinderTest {

    @Test
    void shouldPointAtTheWordsThatStandOut() {
        // Given
        String text = "please see you soon wire the money to me now ok then bye bye my dear friend";
        double[] logits = {0, 0, 0, 0, 9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 0, 0, 0};

        // When
        List<Span> spans = SpanFinder.find(words(text), logits);

        // Then
        assertThat(spans).hasSize(1);
        assertThat(text.substring(spans.get(0).start(), spans.get(0).end())).isEqualTo("wire the money to me now");
        assertThat(spans.get(0).score()).isEqualTo(9);
    }

    @Test
    void shouldTakeTheWholeTurnWhereItIsEven() {
        for (int count = 1; count <= 60; count++) {
            // Given: numbers that floating point cannot hold
            String text = "word ".repeat(count).strip();
            double[] logits = new double[count];
            Arrays.fill(logits, count / 7.0);

            // When
            List<Span> spans = SpanFinder.find(words(text), logits);

            // Then
            assertThat(spans).as("%d tokens", count).hasSize(1);
            assertThat(spans.get(0).start()).isZero();
            assertThat(spans.get(0).end()).isEqualTo(text.length());
        }
    }

    @Test
    void shouldNotGiveTheSameCharacterTwice() {
        // Given: one symbol of sixty tokens, both ends of which stand out
        int[] starts = new int[60];
        int[] ends = new int[60];
        Arrays.fill(ends, 2);
        double[] logits = new double[60];
        Arrays.fill(logits, 0, 5, 9);
        Arrays.fill(logits, 55, 60, 9);

        // When
        List<Span> spans = SpanFinder.find(new Tokens(new int[60], starts, ends), logits);

        // Then
        assertThat(spans).extracting(span -> span.start() + "-" + span.end()).containsExactly("0-2");
    }

    @Test
    void shouldGrowToWholeWords() {
        // Given: un|believ|able and then words far below
        int[] starts = {0, 2, 8, 13, 15, 17, 19, 21, 23, 25};
        int[] ends = {2, 8, 12, 14, 16, 18, 20, 22, 24, 26};
        double[] logits = {-90, 2, 3, -90, -90, -90, -90, -90, -90, -90};

        // When
        List<Span> spans = SpanFinder.find(new Tokens(new int[10], starts, ends), logits);

        // Then
        assertThat(spans.get(0).start()).isZero();
        assertThat(spans.get(0).end()).isGreaterThanOrEqualTo(12);
    }

    @Test
    void shouldNotGrowWithoutEndInTextWithoutSpaces() {
        // Given: one token for each character
        double[] logits = new double[400];
        Arrays.fill(logits, 200, 205, 50);

        // When
        List<Span> spans = SpanFinder.find(characters(400), logits);

        // Then
        assertThat(spans).hasSize(1);
        assertThat(spans.get(0).start()).isBetween(200 - SpanFinder.WORD - SpanFinder.REACH, 200);
        assertThat(spans.get(0).end()).isBetween(205, 205 + SpanFinder.WORD + SpanFinder.REACH);
    }

    @Test
    void shouldGiveTheStrongestFiveInOrder() {
        // Given: seven hills, the third and sixth the lowest of them
        double[] heights = {20, 21, 17, 23, 24, 18, 26};
        double[] logits = new double[140];
        for (int hill = 0; hill < heights.length; hill++) {
            Arrays.fill(logits, hill * 20 + 5, hill * 20 + 11, heights[hill]);
        }

        // When
        List<Span> spans = SpanFinder.find(words("word ".repeat(140).strip()), logits);

        // Then
        assertThat(spans).hasSize(SpanFinder.MOST);
        assertThat(spans).extracting(span -> span.start() / 5 / 20).containsExactly(6, 4, 3, 1, 0);
    }

    @Test
    void shouldFindNothingWhereThereIsNothing() {
        assertThat(SpanFinder.find(new Tokens(new int[0], new int[0], new int[0]), new double[0]))
                .isEmpty();
    }

    @Test
    void shouldHoldForAnyTokensAndLogits() {
        long seed = 17;
        Random random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            // Given
            int count = 1 + random.nextInt(60);
            Tokens tokens = randomTokens(random, count);
            double spread = Math.pow(10, random.nextInt(6) - 2);
            double[] logits = random.doubles(count, -spread, spread).toArray();

            // When
            List<Span> spans = SpanFinder.find(tokens, logits);

            // Then
            String name = "seed " + seed + ", round " + round;
            assertThat(spans).as(name).isNotEmpty().hasSizeLessThanOrEqualTo(SpanFinder.MOST);
            assertThat(spans).as(name).extracting(Span::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
            for (Span span : spans) {
                assertThat(span.end()).as(name).isLessThanOrEqualTo(tokens.end(count - 1));
                assertThat(spans)
                        .as(name)
                        .filteredOn(other -> !other.equals(span))
                        .noneMatch(other -> other.start() < span.end() && span.start() < other.end());
            }
        }
    }

    /** Words of one to four tokens; now and then two tokens share a character, as the pieces of an emoji do. */
    private static Tokens randomTokens(Random random, int count) {
        int[] starts = new int[count];
        int[] ends = new int[count];
        int at = random.nextInt(3);
        for (int token = 0; token < count; token++) {
            starts[token] = at;
            ends[token] = at + 1 + random.nextInt(4);
            int gap = random.nextInt(3);
            at = gap == 0 && random.nextInt(4) == 0 ? at : ends[token] + Math.max(0, gap - 1);
            if (at == starts[token]) {
                ends[token] = at + 1;
            }
        }
        return new Tokens(new int[count], starts, ends);
    }

    private static Tokens characters(int count) {
        int[] starts = new int[count];
        int[] ends = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = i;
            ends[i] = i + 1;
        }
        return new Tokens(new int[count], starts, ends);
    }

    /** One token for each word. */
    private static Tokens words(String text) {
        String[] words = text.split(" ", -1);
        int[] starts = new int[words.length];
        int[] ends = new int[words.length];
        int at = 0;
        for (int i = 0; i < words.length; i++) {
            starts[i] = at;
            ends[i] = at + words[i].length();
            at = ends[i] + 1;
        }
        return new Tokens(new int[words.length], starts, ends);
    }
}
