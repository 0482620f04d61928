package dev.assay.token;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import dev.assay.engine.Djl;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The WordPiece tokenizer of BERT-like readers, from a Hugging Face {@code tokenizer.json}.
 *
 * <p>Chat text cannot forge control tokens: everything in the file that turns text into them is removed before it is
 * loaded, and should an id still be a control token's, the unknown token takes its place. Lone surrogates are read as
 * U+FFFD. Characters the reader's normaliser drops (NUL, control and format characters, U+FFFD, combining marks) belong
 * to no token.
 *
 * <p>WordPiece gives up on a word of more than some 100 characters, so that a message without spaces would be one unknown
 * token. Such a word is read in pieces instead, each as if it stood alone.
 *
 * <p>Thread-safe. Closing waits for running calls; tokenizing afterwards throws {@link IllegalStateException}.
 */
public final class WordPieceTokenizer implements Tokenizer {

    private static final Map<String, String> WHOLE_TEXT =
            Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");
    private static final int CHARACTERS_PER_TOKEN = 3; // roughly, in English

    private final ReadWriteLock open = new ReentrantReadWriteLock();
    private final TokenizerFile file;
    private final HuggingFaceTokenizer tokenizer;
    private boolean closed;

    private WordPieceTokenizer(TokenizerFile file, HuggingFaceTokenizer tokenizer) {
        this.file = file;
        this.tokenizer = tokenizer;
    }

    /**
     * @param tokenizerJson contents of a {@code tokenizer.json}
     * @throws IllegalArgumentException if it is no WordPiece tokenizer with the tokens {@code [CLS] [SEP] [PAD]}
     */
    public static WordPieceTokenizer load(byte[] tokenizerJson) {
        Djl.offline();
        TokenizerFile file = TokenizerFile.parse(tokenizerJson);
        try {
            return new WordPieceTokenizer(
                    file,
                    HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(file.withoutControls()), WHOLE_TEXT));
        } catch (IOException e) {
            throw new UncheckedIOException("tokenizer.json cannot be loaded", e);
        }
    }

    @Override
    public Tokens tokenize(String text) {
        String wellFormed = Utf16.withoutLoneSurrogates(text);
        int[] offsets = Utf16.offsets(wellFormed);
        TokenCollector tokens = new TokenCollector(text.length() / CHARACTERS_PER_TOKEN);
        read(wellFormed, offsets, 0, offsets.length - 1, tokens);
        return tokens.tokens();
    }

    /** Reads the code points {@code [from, to)}, and again in pieces what is one unknown token but too long for one. */
    private void read(String text, int[] offsets, int from, int to, TokenCollector tokens) {
        Encoding encoding = encode(text.substring(offsets[from], offsets[to]));
        long[] ids = encoding.getIds();
        CharSpan[] spans = encoding.getCharTokenSpans();
        for (int i = 0; i < ids.length; i++) {
            int id = Math.toIntExact(ids[i]);
            int start = from + spans[i].getStart();
            int end = from + spans[i].getEnd();
            int piece = end - start > file.longestWord() ? file.longestWord() : file.safeWord();
            if (id == file.unknown() && end - start > piece) {
                for (int at = start; at < end; at += piece) {
                    read(text, offsets, at, Math.min(at + piece, end), tokens);
                }
            } else {
                tokens.add(file.isControl(id) ? file.unknown() : id, offsets[start], offsets[end]);
            }
        }
    }

    /** Whether {@code text} is one token of the vocabulary that begins a word. */
    public boolean isWord(String text) {
        return file.isWord(text);
    }

    @Override
    public ControlTokens controlTokens() {
        return file.controls();
    }

    @Override
    public void close() {
        open.writeLock().lock();
        try {
            closed = true;
            tokenizer.close();
        } finally {
            open.writeLock().unlock();
        }
    }

    private Encoding encode(String text) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the tokenizer is closed; load another to go on");
            }
            return tokenizer.encode(text);
        } finally {
            open.readLock().unlock();
        }
    }
}
