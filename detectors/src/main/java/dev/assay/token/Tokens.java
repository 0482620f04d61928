package dev.assay.token;

import java.util.Arrays;

/**
 * The tokens of one text, without special tokens. Immutable.
 *
 * <p>Token {@code i} covers the UTF-16 units {@code [start(i), end(i))} of the original text.
 */
public final class Tokens {

    private final int[] ids;
    private final int[] starts;
    private final int[] ends;

    public Tokens(int[] ids, int[] starts, int[] ends) {
        if (ids.length != starts.length || ids.length != ends.length) {
            throw new IllegalArgumentException("ids, starts and ends have " + ids.length + ", " + starts.length
                    + " and " + ends.length + " elements; expected equal lengths");
        }
        this.ids = ids.clone();
        this.starts = starts.clone();
        this.ends = ends.clone();
    }

    public int size() {
        return ids.length;
    }

    public int id(int token) {
        return ids[token];
    }

    public int start(int token) {
        return starts[token];
    }

    public int end(int token) {
        return ends[token];
    }

    /** The last {@code count} tokens, or all of them if there are fewer. */
    public Tokens tail(int count) {
        int from = Math.max(0, ids.length - count);
        return new Tokens(
                Arrays.copyOfRange(ids, from, ids.length),
                Arrays.copyOfRange(starts, from, starts.length),
                Arrays.copyOfRange(ends, from, ends.length));
    }
}
