package dev.assay.training;

import java.util.List;

/** The pooled logits of an example's turns, by a probe that was not trained on its source. */
record ScoredRecord(Example example, List<ScoredTurn> turns) {

    ScoredRecord {
        turns = List.copyOf(turns);
    }

    /** @param logit mean probe logit over the turn's tokens */
    record ScoredTurn(double logit, int tokens) {
        /** With {@code prior} tokens of logit 0 before it, as {@link dev.assay.detector.Detector} has it. */
        double shrunk(double prior) {
            return logit * tokens / (tokens + prior);
        }
    }

    /** The largest logit of a turn of at least {@code minTokens}, or of the conversation up to any turn. */
    double largest(int minTokens, double prior) {
        double largest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double tokens = 0;
        for (ScoredTurn turn : turns) {
            sum += turn.logit() * turn.tokens();
            tokens += turn.tokens();
            largest = Math.max(largest, sum / (tokens + prior));
            if (turn.tokens() >= minTokens) {
                largest = Math.max(largest, turn.shrunk(prior));
            }
        }
        return largest;
    }
}
