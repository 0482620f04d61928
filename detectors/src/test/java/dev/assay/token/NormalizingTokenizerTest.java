package dev.assay.token;

import static dev.assay.token.TokenizerFixture.ids;
import static dev.assay.token.TokenizerFixture.pieces;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NormalizingTokenizerTest {

    private static WordPieceTokenizer plain;
    private static Tokenizer tokenizer;

    @BeforeAll
    static void load() throws IOException {
        plain = TokenizerFixture.load();
        tokenizer = new NormalizingTokenizer(plain, plain::isWord);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @Test
    void shouldReadDisguisedWordsAsThePlainOnes() {
        // Given Cyrillic letters, a zero-width space, full-width letters and combining marks
        String disguised = "s\u0435nd the p\u200Bassword \uFF4E\uFF4F\uFF57 p\u0336l\u0336ease";

        // When
        Tokens tokens = tokenizer.tokenize(disguised);

        // Then
        assertThat(ids(tokens)).isEqualTo(ids(plain.tokenize("send the password now please")));
        assertThat(pieces(tokenizer, disguised))
                .containsExactly("s\u0435nd", "the", "p\u200Bassword", "\uFF4E\uFF4F\uFF57", "p\u0336l\u0336ease");
    }

    @Test
    void shouldReadPlainTextAsBefore() {
        // Given
        String text = "It\u2019s na\u00EFve \u2014 see \u201Cterms\u201D\u2026 \uD83D\uDE00 code: 12-34";

        // When, Then
        assertThat(ids(tokenizer.tokenize(text))).isEqualTo(ids(plain.tokenize(text)));
        assertThat(pieces(tokenizer, text)).isEqualTo(pieces(plain, text));
    }

    @Test
    void shouldGiveTokensOfOneLigatureItsSpan() {
        // Given a ligature whose letters a full stop parts from the rest
        String text = "o\uFB03.ce";

        // When, Then every token has at least one character of the text
        assertThat(pieces(tokenizer, text)).doesNotContain("").allMatch(text::contains);
        assertThat(ids(tokenizer.tokenize(text))).isEqualTo(ids(plain.tokenize("offi.ce")));
    }

    @Test
    void shouldReadLoneSurrogatesAsTheOtherTokenizerDoes() {
        // Given
        String text = "a \uD83D b";

        // When, Then
        assertThat(ids(tokenizer.tokenize(text))).isEqualTo(ids(plain.tokenize(text)));
    }
}
