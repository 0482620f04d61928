package dev.assay.token;

import static dev.assay.token.TokenizerFixture.UNKNOWN;
import static dev.assay.token.TokenizerFixture.ids;
import static dev.assay.token.TokenizerFixture.pieces;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Words longer than WordPiece reads: without care, all that is written in one would be a single unknown token. */
class LongWordTest {

    private static WordPieceTokenizer tokenizer;

    @BeforeAll
    static void load() throws IOException {
        tokenizer = TokenizerFixture.load();
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @Test
    void shouldReadALongWordAsItsPiecesWouldBe() {
        // Given a message without spaces
        String joined = "confirmyourcardnumberandthesecuritycode".repeat(5);

        // When
        int[] ids = ids(tokenizer.tokenize("so: " + joined + " now"));

        // Then
        int[] expected = Stream.of(
                        ids(tokenizer.tokenize("so:")),
                        ids(tokenizer.tokenize(joined.substring(0, 100))),
                        ids(tokenizer.tokenize(joined.substring(100))),
                        ids(tokenizer.tokenize("now")))
                .flatMapToInt(IntStream::of)
                .toArray();
        assertThat(ids).isEqualTo(expected).doesNotContain(UNKNOWN);
    }

    @Test
    void shouldGiveEachPieceItsPlaceInTheText() {
        // Given a long word after characters of two UTF-16 units
        String joined = "confirmyourcardnumberandthesecuritycode".repeat(5);

        // When
        List<String> pieces = pieces(tokenizer, "\uD83D\uDE00 so: " + joined + " now");

        // Then
        assertThat(pieces).startsWith("\uD83D\uDE00", "so", ":", "confirm").endsWith("now");
        assertThat(String.join("", pieces.subList(3, pieces.size() - 1))).isEqualTo(joined);
    }

    @Test
    void shouldReadAWordThatNormalisationMakesTooLong() {
        // Given 40 Hangul syllables, which are 120 letters to the reader
        String word = "\uD55C".repeat(40);

        // When
        Tokens tokens = tokenizer.tokenize(word);

        // Then
        assertThat(ids(tokens)).hasSize(120).doesNotContain(UNKNOWN);
        assertThat(tokens.start(119)).isEqualTo(39);
        assertThat(tokens.end(119)).isEqualTo(40);
    }

    @Test
    void shouldLoseOnlyThePieceWithAnUnknownCharacter() {
        // Given a letter of no vocabulary in the middle of a long word
        String joined = "confirmyourcardnumber".repeat(10) + "\uD801\uDC00" + "confirmyourcardnumber".repeat(10);

        // When
        Tokens tokens = tokenizer.tokenize(joined);

        // Then
        for (int token = 0; token < tokens.size(); token++) {
            if (tokens.id(token) == UNKNOWN) {
                assertThat(tokens.end(token) - tokens.start(token))
                        .as("token %s", token)
                        .isLessThanOrEqualTo(26);
            }
        }
        assertThat(IntStream.of(ids(tokens)).filter(id -> id == UNKNOWN).count())
                .isEqualTo(1);
    }
}
