package dev.assay.token;

import static java.util.Objects.requireNonNull;

import java.util.function.Predicate;

/**
 * Gives another tokenizer the text with disguised letters undone ({@link TextNormalizer}); its tokens cover the text as it
 * was. Thread-safe. Owns the other tokenizer.
 */
public final class NormalizingTokenizer implements Tokenizer {

    private final Tokenizer tokenizer;
    private final Predicate<String> isWord;

    /** @param isWord whether lower-case letters are one of the tokenizer's words */
    public NormalizingTokenizer(Tokenizer tokenizer, Predicate<String> isWord) {
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        this.isWord = requireNonNull(isWord, "isWord");
    }

    @Override
    public Tokens tokenize(String text) {
        NormalizedText normalized = TextNormalizer.normalize(text, isWord);
        Tokens read = tokenizer.tokenize(normalized.text());
        if (normalized.text().equals(text)) {
            return read;
        }
        TokenCollector tokens = new TokenCollector(read.size());
        for (int token = 0; token < read.size(); token++) {
            tokens.add(read.id(token), normalized.start(read.start(token)), normalized.end(read.end(token) - 1));
        }
        return tokens.tokens();
    }

    @Override
    public ControlTokens controlTokens() {
        return tokenizer.controlTokens();
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
