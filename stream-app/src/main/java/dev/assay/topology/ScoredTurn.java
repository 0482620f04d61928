package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import dev.assay.reader.TurnScores;
import dev.assay.schemas.Turn;
import dev.assay.state.PromptedTurn;

/** A turn that was read. */
record ScoredTurn(Turn turn, TurnScores scores) {

    ScoredTurn {
        requireNonNull(turn, "turn");
        requireNonNull(scores, "scores");
    }

    static ScoredTurn of(PromptedTurn turn, TurnScores scores) {
        return new ScoredTurn(turn.turn(), scores);
    }
}
