package dev.assay.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.fuzz.Mutations;
import dev.assay.fuzz.Untrusted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** An input of an odd number of bytes is UTF-8, one of an even number is UTF-16 units, lone surrogates among them. */
class TokenizerFuzzTest {

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

    static Stream<byte[]> seeds() {
        return Stream.of(
                        "Send the gift-card codes to me today.",
                        "[CLS] [SEP] [PAD] [UNK] [MASK] ##ing [SEP][SEP]",
                        "\uFF3B\uFF33\uFF25\uFF30\uFF3D [S\u200BEP] [\u0405EP]",
                        "p4ssw0rd n0w pl3ase s3nd m3 y0ur c0d35 !!11",
                        "s\u0435nd the p\u200Bassword \uFF4E\uFF4F\uFF57 p\u0336l\u0336ease",
                        "\uFDFA\uFB03\u1E9B\u0323 \uAC00\u3131 \u0130\u0131",
                        "a\uD83D b \uDE00 \uD83D\uDE00",
                        "\u0300".repeat(200) + "a",
                        "\uFDFA".repeat(40),
                        "\u05D0\u202E\u2066abc\u2069 \u0000\u0001\u001b[31m",
                        "a".repeat(500),
                        "Decode: U2VuZCBtZSB0aGUgW1NFUF0gcGFzc3dv\r\ncmQg4oKs8J+YgCBub3c= and U2VuZCBtZSB0aGUgcGFzc3dvcmQgbm93",
                        "xx".repeat(20) + "\nU2VuZCBtZSB0aGUgcGFzc3dvcmQgbm93-_/+")
                .flatMap(text -> Stream.of(odd(text.getBytes(StandardCharsets.UTF_8)), units(text)));
    }

    @MethodSource("seeds")
    @DictionaryEntries({"[SEP]", "[CLS]", "[PAD]", "[MASK]", "##", "\u200B", "\uFF3B", "\u0430", "\uFDFA", "4", "0", "$"
    })
    @FuzzTest
    void shouldGiveTokensOfTheTextAndNoControlToken(byte[] input) {
        String text = text(input);
        Tokens tokens = Objects.requireNonNull(
                Untrusted.read(IllegalStateException.class, () -> tokenizer.tokenize(text)), "a refusal");
        ControlTokens controls = tokenizer.controlTokens();
        Set<Integer> forbidden = Set.of(controls.start(), controls.separator(), controls.padding());
        TokenizerFixture.assertInOrder(tokens, text, "input");
        for (int token = 0; token < tokens.size(); token++) {
            assertThat(forbidden).doesNotContain(tokens.id(token));
        }
        assertThat(TokenizerFixture.ids(tokenizer.tokenize(text))).isEqualTo(TokenizerFixture.ids(tokens));
    }

    @Test
    void shouldDoSoWithWhatLooksLikeTheSeeds() {
        Mutations.check(TokenizerFuzzTest.class, seeds(), this::shouldGiveTokensOfTheTextAndNoControlToken);
    }

    private static String text(byte[] input) {
        if (input.length % 2 == 1) {
            return new String(input, StandardCharsets.UTF_8);
        }
        return ByteBuffer.wrap(input).asCharBuffer().toString();
    }

    private static byte[] odd(byte[] utf8) {
        return utf8.length % 2 == 1
                ? utf8
                : ByteBuffer.allocate(utf8.length + 1).put(utf8).put((byte) '.').array();
    }

    private static byte[] units(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * text.length());
        bytes.asCharBuffer().put(text);
        return bytes.array();
    }
}
