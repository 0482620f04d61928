package dev.assay.reader;

import dev.assay.token.Tokens;

/**
 * What the reader says about one turn: a row of head columns for each of its tokens, in text order. Immutable.
 *
 * <p>Tokens {@code -carried()} to {@code -1} are the end of what the same author wrote in the messages just before, as read in
 * this turn's window; other context and control tokens have no row.
 */
public final class TurnScores {

    private final Tokens tokens;
    private final int columns;
    private final float[] scores; // [carried + tokens, columns]
    private final int carried;

    /** @param scores {@code [tokens, columns]}, row-major; taken over, not copied */
    public TurnScores(Tokens tokens, int columns, float[] scores) {
        this(tokens, columns, scores, 0);
    }

    /**
     * @param scores {@code [carried + tokens, columns]}, row-major; taken over, not copied
     * @param carried tokens before the turn's own
     */
    public TurnScores(Tokens tokens, int columns, float[] scores, int carried) {
        if (scores.length != (carried + tokens.size()) * columns) {
            throw new IllegalArgumentException("scores has " + scores.length + " elements; expected " + carried
                    + " carried and " + tokens.size() + " own tokens x " + columns + " columns");
        }
        this.tokens = tokens;
        this.columns = columns;
        this.scores = scores;
        this.carried = carried;
    }

    public Tokens tokens() {
        return tokens;
    }

    public int columns() {
        return columns;
    }

    public int carried() {
        return carried;
    }

    /** @param token from {@code -carried()} to {@code tokens().size() - 1} */
    public float score(int token, int column) {
        return scores[(carried + token) * columns + column];
    }

    /** Copies the row of one of the turn's tokens to {@code out[offset .. offset + columns)}. */
    public void copyRow(int token, float[] out, int offset) {
        System.arraycopy(scores, (carried + token) * columns, out, offset, columns);
    }
}
