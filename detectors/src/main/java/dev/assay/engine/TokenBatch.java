package dev.assay.engine;

import java.util.Arrays;
import java.util.List;

/** Windows of token ids, padded to one length. Immutable. */
public final class TokenBatch {

    private final int rows;
    private final int sequence;
    private final long[] ids; // [rows, sequence]
    private final long[] mask; // [rows, sequence], 1 at tokens, 0 at padding

    private TokenBatch(int rows, int sequence, long[] ids, long[] mask) {
        this.rows = rows;
        this.sequence = sequence;
        this.ids = ids;
        this.mask = mask;
    }

    /**
     * @param windows one row each, control tokens included
     * @param sequence padded length; at least the longest window
     * @param padding id written at padded positions
     */
    public static TokenBatch of(List<int[]> windows, int sequence, int padding) {
        int rows = windows.size();
        long[] ids = new long[rows * sequence];
        long[] mask = new long[rows * sequence];
        for (int row = 0; row < rows; row++) {
            int[] window = windows.get(row);
            if (window.length == 0 || window.length > sequence) {
                throw new IllegalArgumentException("window " + row + " has " + window.length + " tokens; expected 1 to "
                        + sequence + ", the batch's padded length");
            }
            for (int i = 0; i < sequence; i++) {
                boolean token = i < window.length;
                ids[row * sequence + i] = token ? window[i] : padding;
                mask[row * sequence + i] = token ? 1 : 0;
            }
        }
        return new TokenBatch(rows, sequence, ids, mask);
    }

    /** The rows {@code from} to {@code to - 1}, padded alike. */
    public TokenBatch slice(int from, int to) {
        return new TokenBatch(
                to - from,
                sequence,
                Arrays.copyOfRange(ids, from * sequence, to * sequence),
                Arrays.copyOfRange(mask, from * sequence, to * sequence));
    }

    public int rows() {
        return rows;
    }

    /** Padded length of every row. */
    public int sequence() {
        return sequence;
    }

    /** {@code [rows, sequence]}, row-major; the caller must not change it. */
    public long[] ids() {
        return ids;
    }

    /** {@code [rows, sequence]}, row-major; the caller must not change it. */
    public long[] mask() {
        return mask;
    }
}
