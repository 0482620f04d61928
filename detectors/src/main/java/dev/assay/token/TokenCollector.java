package dev.assay.token;

import java.util.Arrays;

/**
 * Collects the tokens of one text, in text order.
 *
 * <p>Every span has at least one character, and two spans either do not overlap or are equal: the latter where one
 * character (a Hangul syllable, say) became several tokens.
 */
final class TokenCollector {

    private int[] ids;
    private int[] starts;
    private int[] ends;
    private int size;

    TokenCollector(int expectedTokens) {
        this.ids = new int[Math.max(1, expectedTokens)];
        this.starts = new int[ids.length];
        this.ends = new int[ids.length];
    }

    /** Adds the next token, which stands for the UTF-16 units {@code [start, end)}. */
    void add(int id, int start, int end) {
        if (size == ids.length) {
            resize(2 * size);
        }
        int previousEnd = size == 0 ? 0 : ends[size - 1];
        int from = Math.max(start, previousEnd);
        boolean shared = end <= from && size > 0;
        ids[size] = id;
        starts[size] = shared ? starts[size - 1] : from;
        ends[size] = shared ? previousEnd : end;
        size++;
    }

    Tokens tokens() {
        resize(size);
        return new Tokens(ids, starts, ends);
    }

    private void resize(int length) {
        ids = Arrays.copyOf(ids, length);
        starts = Arrays.copyOf(starts, length);
        ends = Arrays.copyOf(ends, length);
    }
}
