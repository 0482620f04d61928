package dev.assay.reader;

/**
 * One batch that an engine has run.
 *
 * @param rows windows in it
 * @param sequence their padded length
 * @param tokens in all windows, control and context tokens included
 * @param paddedTokens {@code rows * sequence}: what the engine computed
 * @param seconds the engine took
 */
public record BatchStats(int rows, int sequence, int tokens, int paddedTokens, double seconds) {}
