package dev.assay.evaluation.features;

import dev.assay.evaluation.report.Block;
import dev.assay.reader.TurnScores;
import java.util.ArrayList;
import java.util.List;

/** The text around the token at which a column is largest. Pure functions. */
final class Excerpts {

    private static final int REACH = 160; // UTF-16 units on each side

    private Excerpts() {}

    /** The first token with the largest value; -1 if no value is above 0. */
    static int strongest(TurnScores scores, int column) {
        int strongest = -1;
        for (int token = 0; token < scores.tokens().size(); token++) {
            float value = scores.score(token, column);
            if (value > 0 && (strongest < 0 || value > scores.score(strongest, column))) {
                strongest = token;
            }
        }
        return strongest;
    }

    /**
     * @param text of the turn
     * @param token in the middle of the excerpt
     */
    static List<Block.Piece> around(String text, TurnScores scores, int column, int token) {
        int from = start(text, Math.max(0, scores.tokens().start(token) - REACH));
        int to = end(text, Math.min(text.length(), scores.tokens().end(token) + REACH));
        float level = scores.score(token, column) / 2;
        List<Block.Piece> pieces = new ArrayList<>();
        StringBuilder plain = new StringBuilder(from > 0 ? "... " : "");
        int at = from;
        for (int i = 0; i < scores.tokens().size(); i++) {
            int first = Math.max(scores.tokens().start(i), at);
            int last = Math.min(scores.tokens().end(i), to);
            if (scores.score(i, column) >= level && first < last) {
                plain.append(text, at, first);
                addPlain(pieces, plain);
                pieces.add(new Block.Piece(text.substring(first, last), true));
                at = last;
            }
        }
        plain.append(text, at, to).append(to < text.length() ? " ..." : "");
        addPlain(pieces, plain);
        return pieces;
    }

    private static void addPlain(List<Block.Piece> pieces, StringBuilder text) {
        if (text.length() > 0) {
            pieces.add(new Block.Piece(text.toString(), false));
            text.setLength(0);
        }
    }

    /** Not in the middle of a surrogate pair. */
    private static int start(String text, int from) {
        return from > 0 && Character.isLowSurrogate(text.charAt(from)) ? from - 1 : from;
    }

    private static int end(String text, int to) {
        return to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? to + 1 : to;
    }
}
