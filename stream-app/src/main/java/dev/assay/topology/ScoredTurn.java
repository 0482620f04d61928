package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import dev.assay.reader.TurnScores;
import dev.assay.schemas.DeadLetter;
import dev.assay.schemas.Turn;
import dev.assay.state.PromptedTurn;
import java.util.List;

/** A turn that was read. */
record ScoredTurn(Turn turn, TurnScores scores) implements Reading {

    ScoredTurn {
        requireNonNull(turn, "turn");
        requireNonNull(scores, "scores");
    }

    static ScoredTurn of(PromptedTurn turn, TurnScores scores) {
        return new ScoredTurn(turn.turn(), scores);
    }

    @Override
    public List<ScoredTurn> scored() {
        return List.of(this);
    }

    @Override
    public List<DeadLetter> deadLetters() {
        return List.of();
    }
}
