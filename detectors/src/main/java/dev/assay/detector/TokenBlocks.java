package dev.assay.detector;

/**
 * The blocks of neighbouring tokens that passages are made of: a turn's first {@value #TOKENS} tokens, the next, and so on;
 * the last block is what is left. Training keeps residuals by block, so it judges as the detector does. Pure functions.
 */
public final class TokenBlocks {

    /** Tokens of a whole block. */
    public static final int TOKENS = 16;

    private TokenBlocks() {}

    /** Blocks of a turn of so many tokens. */
    public static int count(int tokens) {
        return (tokens + TOKENS - 1) / TOKENS;
    }

    /** Tokens of one block of a turn of {@code tokens}. */
    public static int length(int tokens, int block) {
        return Math.min(TOKENS, tokens - block * TOKENS);
    }
}
