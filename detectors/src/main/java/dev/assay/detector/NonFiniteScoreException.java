package dev.assay.detector;

import dev.assay.reader.TurnScores;
import java.io.Serial;

/** A score is NaN or infinite, so nothing can be said of the turn: neither flagged nor clear. */
public final class NonFiniteScoreException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public NonFiniteScoreException(String message) {
        super(message);
    }

    static float requireFinite(String detector, TurnScores scores, int token, int column) {
        if (column >= scores.columns()) {
            throw new IllegalArgumentException("detector '" + detector + "' reads column " + column
                    + "; expected scores with more columns than " + scores.columns()
                    + ": they come from another bundle's head");
        }
        float value = scores.score(token, column);
        if (!Float.isFinite(value)) {
            throw new NonFiniteScoreException("detector '" + detector + "' got the score " + value + " at token "
                    + token + ", column " + column + "; expected a finite number");
        }
        return value;
    }
}
