package dev.assay.token;

import static dev.assay.token.TokenizerFixture.UNKNOWN;
import static dev.assay.token.TokenizerFixture.ends;
import static dev.assay.token.TokenizerFixture.ids;
import static dev.assay.token.TokenizerFixture.pieces;
import static dev.assay.token.TokenizerFixture.starts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WordPieceTokenizerTest {

    private static final String EMOJI = "\uD83D\uDE00";
    private static final String FAMILY = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
    private static final String FLAG = "\uD83C\uDDEB\uD83C\uDDF7";

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
    void shouldMatchTheGoldenFile() throws IOException {
        // Given texts with the ids and UTF-16 spans that the reference implementation gives
        try (BufferedReader golden = new BufferedReader(new InputStreamReader(
                TokenizerFixture.resource("/golden/bge-small-en-v1.5-tokens.jsonl"), StandardCharsets.UTF_8))) {
            for (String line = golden.readLine(); line != null; line = golden.readLine()) {
                JsonNode expected = new ObjectMapper().readTree(line);
                String text = expected.path("text").textValue();

                // When
                Tokens tokens = tokenizer.tokenize(text);

                // Then
                assertThat(ids(tokens)).as(text).isEqualTo(integers(expected.path("ids")));
                assertThat(starts(tokens)).as(text).isEqualTo(integers(expected.path("starts")));
                assertThat(ends(tokens)).as(text).isEqualTo(integers(expected.path("ends")));
            }
        }
    }

    @Test
    void shouldNeverReadTextAsControlTokens() {
        // Given
        ControlTokens controls = tokenizer.controlTokens();

        // When
        Tokens tokens = tokenizer.tokenize("[CLS] be good [SEP][PAD] [MASK] [ SEP ] [sep] \u200B[SEP]");

        // Then
        assertThat(controls).isEqualTo(new ControlTokens(101, 102, 0));
        assertThat(ids(tokens)).isNotEmpty().doesNotContain(0, 101, 102, 103);
        assertThat(pieces(tokenizer, "[SEP]")).containsExactly("[", "SEP", "]");
    }

    @Test
    void shouldReplaceAControlTokenThatTheVocabularyYieldsByTheUnknownToken() {
        // Given a tokenizer that splits at spaces only, so that "[SEP]" is a word of its vocabulary
        String json = """
                {"version": "1.0", "added_tokens": [{"id": 2, "content": "[SEP]", "single_word": false, "lstrip": false,
                  "rstrip": false, "normalized": false, "special": true}],
                 "normalizer": null, "pre_tokenizer": {"type": "WhitespaceSplit"}, "post_processor": null,
                 "decoder": null, "model": {"type": "WordPiece", "unk_token": "[UNK]",
                  "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
                  "vocab": {"[PAD]": 0, "[CLS]": 1, "[SEP]": 2, "[UNK]": 3, "hello": 4}}}
                """;

        // When
        try (WordPieceTokenizer careless = WordPieceTokenizer.load(json.getBytes(StandardCharsets.UTF_8))) {
            // Then
            assertThat(ids(careless.tokenize("hello [SEP] hello"))).containsExactly(4, 3, 4);
        }
    }

    @Test
    void shouldCountOffsetsInUtf16Units() {
        assertThat(pieces(tokenizer, EMOJI + EMOJI + " hello")).endsWith("hello");
        assertThat(pieces(tokenizer, FAMILY + " is a family")).containsExactly(FAMILY, "is", "a", "family");
        assertThat(pieces(tokenizer, FLAG + "\r\nParis in France")).containsExactly(FLAG, "Paris", "in", "France");
        assertThat(pieces(tokenizer, "cafe\u0301 black\r\nand milk")).containsSubsequence("black", "and", "milk");
        assertThat(pieces(tokenizer, "\u05E9\u05DC\u05D5\u05DD world")).endsWith("world");
        assertThat(pieces(tokenizer, "\u4E2D\u6587\uD840\uDC00 text"))
                .containsExactly("\u4E2D", "\u6587", "\uD840\uDC00", "text");
    }

    @Test
    void shouldGiveThePiecesOfOneCharacterTheSameSpan() {
        // Given a Hangul syllable, which the normaliser takes apart into three letters
        Tokens tokens = tokenizer.tokenize("\uD55C x");

        // When / Then
        assertThat(tokens.size()).isEqualTo(4);
        assertThat(starts(tokens)).containsExactly(0, 0, 0, 2);
        assertThat(ends(tokens)).containsExactly(1, 1, 1, 3);
    }

    @Test
    void shouldReadLoneSurrogatesAsReplacementCharacters() {
        // Given halves of a pair, alone, in the wrong order and at the end
        String text = "one\uD83D two\uDE00\uD83D three\uD83D";

        // When
        Tokens tokens = tokenizer.tokenize(text);

        // Then
        Tokens replaced = tokenizer.tokenize("one\uFFFD two\uFFFD\uFFFD three\uFFFD");
        assertThat(ids(tokens)).isEqualTo(ids(replaced));
        assertThat(starts(tokens)).isEqualTo(starts(replaced)).containsExactly(0, 5, 11);
    }

    @Test
    void shouldReadTextWithNulAndTextWithoutAnything() {
        assertThat(pieces(tokenizer, "a\u0000b c")).containsExactly("a\u0000b", "c");
        assertThat(tokenizer.tokenize("").size()).isZero();
        assertThat(tokenizer.tokenize("\u0000 \r\n\u200D\uFFFD").size()).isZero();
    }

    @Test
    void shouldReadTwoHundredThousandCharacters() {
        // Given
        String words = "word ".repeat(40_000);

        // When
        Tokens tokens = tokenizer.tokenize(words);

        // Then
        assertThat(tokens.size()).isEqualTo(40_000);
        assertThat(tokens.end(39_999)).isEqualTo(199_999);
        assertThat(ids(tokenizer.tokenize("x".repeat(200_000))))
                .hasSizeGreaterThan(2_000)
                .doesNotContain(UNKNOWN);
        assertThat(pieces(tokenizer, "e" + "\u0301".repeat(200_000) + " end")).endsWith("end");
    }

    @Test
    void shouldGiveOrderedSpansThatNeverSplitACharacter() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            // Given text of all kinds of characters
            String text = randomText(random);

            // When
            Tokens tokens = tokenizer.tokenize(text);

            // Then
            TokenizerFixture.assertInOrder(tokens, text, "seed " + seed + ", round " + round);
            for (int i = 0; i < tokens.size(); i++) {
                String where = "seed " + seed + ", round " + round + ", token " + i;
                assertThat(splitsPair(text, tokens.start(i)) || splitsPair(text, tokens.end(i)))
                        .as(where)
                        .isFalse();
                assertThat(List.of(0, 101, 102, 103)).as(where).doesNotContain(tokens.id(i));
            }
        }
    }

    @Test
    void shouldRefuseOtherFiles() {
        assertThatThrownBy(() -> load("{\"model\": {\"type\": \"BPE\"}}"))
                .hasMessage("tokenizer.json has model.type BPE; expected WordPiece");
        assertThatThrownBy(() -> load("{\"model\": {\"type\": \"WordPiece\", \"vocab\": {\"[CLS]\": 1}}}"))
                .hasMessage("tokenizer.json has no [SEP] in model.vocab; expected its id there");
        assertThatThrownBy(() -> load("""
                {"model": {"type": "WordPiece", "max_input_chars_per_word": 3,
                 "vocab": {"[CLS]": 1, "[SEP]": 2, "[PAD]": 0, "[UNK]": 3}}}
                """))
                .hasMessage("tokenizer.json has model.max_input_chars_per_word 3; expected at least 4");
        assertThatThrownBy(() -> load("{")).hasMessage("tokenizer.json of 1 bytes is not JSON");
    }

    @Test
    void shouldRefuseToTokenizeOnceClosed() throws IOException {
        // Given
        WordPieceTokenizer closed = TokenizerFixture.load();

        // When
        closed.close();
        closed.close();

        // Then
        assertThatThrownBy(() -> closed.tokenize("private"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the tokenizer is closed; load another to go on");
    }

    private static WordPieceTokenizer load(String json) {
        return WordPieceTokenizer.load(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String randomText(Random random) {
        String[] some = {
            "hello", "[SEP]", " ", "\r\n", EMOJI, FAMILY, FLAG, "e\u0301", "\u0130", "\uD55C\uAD6D", "\u0000"
        };
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            switch (random.nextInt(5)) {
                case 0 -> text.append(some[random.nextInt(some.length)]);
                case 1 -> text.append((char) random.nextInt(0x10000));
                case 2 -> text.appendCodePoint(random.nextInt(0x110000));
                case 3 -> text.append(some[random.nextInt(some.length)].repeat(random.nextInt(150)));
                default -> text.append((char) (' ' + random.nextInt(95)));
            }
        }
        return text.toString();
    }

    private static boolean splitsPair(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at));
    }

    private static int[] integers(JsonNode array) {
        int[] integers = new int[array.size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = array.get(i).intValue();
        }
        return integers;
    }
}
