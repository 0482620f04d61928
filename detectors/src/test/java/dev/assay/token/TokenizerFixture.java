package dev.assay.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** The default reader's tokenizer, and what its tokens are, for tests. */
final class TokenizerFixture {

    static final int UNKNOWN = 100;

    private TokenizerFixture() {}

    static WordPieceTokenizer load() throws IOException {
        try (InputStream json = resource("/bge-small-en-v1.5-tokenizer.json")) {
            return WordPieceTokenizer.load(json.readAllBytes());
        }
    }

    static InputStream resource(String name) {
        return Objects.requireNonNull(TokenizerFixture.class.getResourceAsStream(name), name);
    }

    /** The text under each token. */
    static List<String> pieces(Tokenizer tokenizer, String text) {
        Tokens tokens = tokenizer.tokenize(text);
        return IntStream.range(0, tokens.size())
                .mapToObj(token -> text.substring(tokens.start(token), tokens.end(token)))
                .toList();
    }

    /** Each token has characters of the text: those of the token before it, or some behind them. */
    static void assertInOrder(Tokens tokens, String text, String where) {
        int start = 0;
        int end = 0;
        for (int token = 0; token < tokens.size(); token++) {
            boolean same = tokens.start(token) == start && tokens.end(token) == end;
            assertThat(same || tokens.start(token) >= end)
                    .as("%s: token %d overlaps", where, token)
                    .isTrue();
            start = tokens.start(token);
            end = tokens.end(token);
            assertThat(start).as("%s: start of token %d", where, token).isLessThan(end);
            assertThat(end).as("%s: end of token %d", where, token).isLessThanOrEqualTo(text.length());
        }
    }

    static int[] ids(Tokens tokens) {
        return IntStream.range(0, tokens.size()).map(tokens::id).toArray();
    }

    static int[] starts(Tokens tokens) {
        return IntStream.range(0, tokens.size()).map(tokens::start).toArray();
    }

    static int[] ends(Tokens tokens) {
        return IntStream.range(0, tokens.size()).map(tokens::end).toArray();
    }
}
