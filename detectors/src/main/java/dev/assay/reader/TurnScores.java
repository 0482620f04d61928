package dev.assay.reader;

import dev.assay.token.Tokens;

/**
 * What the reader says about one turn: a row of head columns for each of its tokens, in text order. Immutable.
 *
 * <p>Context and control tokens have no row.
 */
public final class TurnScores {

    private final Tokens tokens;
    private final int columns;
    private final float[] scores; // [tokens, columns]

    /** @param scores {@code [tokens, columns]}, row-major; taken over, not copied */
    public TurnScores(Tokens tokens, int columns, float[] scores) {
        if (scores.length != tokens.size() * columns) {
            throw new IllegalArgumentException("scores has " + scores.length + " elements; expected " + tokens.size()
                    + " tokens x " + columns + " columns");
        }
        this.tokens = tokens;
        this.columns = columns;
        this.scores = scores;
    }

    public Tokens tokens() {
        return tokens;
    }

    public int columns() {
        return columns;
    }

    public float score(int token, int column) {
        return scores[token * columns + column];
    }

    /** Copies one token's row to {@code out[offset .. offset + columns)}. */
    public void copyRow(int token, float[] out, int offset) {
        System.arraycopy(scores, token * columns, out, offset, columns);
    }
}
