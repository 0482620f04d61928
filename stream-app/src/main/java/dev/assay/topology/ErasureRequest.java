package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import dev.assay.schemas.DeadLetter;
import dev.assay.schemas.Turn;
import java.util.List;

/** A request to forget the conversation, which the reader has nothing to do with: it only keeps its place in the queue. */
record ErasureRequest(Turn turn) implements Reading {

    ErasureRequest {
        requireNonNull(turn, "turn");
    }

    @Override
    public List<ScoredTurn> scored() {
        return List.of();
    }

    @Override
    public List<DeadLetter> deadLetters() {
        return List.of();
    }
}
