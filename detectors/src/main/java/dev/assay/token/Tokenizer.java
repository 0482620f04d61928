package dev.assay.token;

/**
 * Turns chat text into the reader's token ids. Thread-safe.
 *
 * <p>Whatever the text says, no returned id is one of the model's control tokens: a chat that contains the characters
 * {@code [SEP]} is read as those characters.
 */
public interface Tokenizer extends AutoCloseable {

    /** Every token of {@code text}, untruncated, with UTF-16 offsets into it. */
    Tokens tokenize(String text);

    /** The ids that frame a window; never produced by {@link #tokenize}. */
    ControlTokens controlTokens();

    @Override
    void close();
}
