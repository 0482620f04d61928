package dev.assay.training;

import dev.assay.detector.TokenBlocks;
import java.util.List;

/** The logits of an example's turns, by a probe that was not trained on its source. */
record ScoredRecord(Example example, List<ScoredTurn> turns) {

    ScoredRecord {
        turns = List.copyOf(turns);
    }

    /** @param blocks mean probe logit of each of the turn's {@link TokenBlocks} */
    record ScoredTurn(int tokens, List<Double> blocks) {
        ScoredTurn {
            blocks = List.copyOf(blocks);
            if (blocks.size() != TokenBlocks.count(tokens)) {
                throw new IllegalArgumentException("a turn of " + tokens + " tokens has " + blocks.size()
                        + " blocks; expected " + TokenBlocks.count(tokens));
            }
        }

        /** Mean probe logit over the turn's tokens. */
        double logit() {
            double sum = 0;
            for (int block = 0; block < blocks.size(); block++) {
                sum += blocks.get(block) * TokenBlocks.length(tokens, block);
            }
            return sum / tokens;
        }

        /** {@code [tokens]}: every token has its block's logit. */
        double[] tokenLogits() {
            double[] logits = new double[tokens];
            for (int token = 0; token < tokens; token++) {
                logits[token] = blocks.get(token / TokenBlocks.TOKENS);
            }
            return logits;
        }

        /** With {@code prior} tokens of logit 0 before it, as {@link dev.assay.detector.Detector} has it. */
        double shrunk(double prior) {
            return logit() * tokens / (tokens + prior);
        }
    }

    /**
     * What probes are compared by before they are calibrated: the largest, over the turns, of the mean of the turn's logit, if it
     * has {@code minTokens}, and its conversation's.
     */
    double rank(int minTokens, double prior) {
        double largest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double tokens = 0;
        for (ScoredTurn turn : turns) {
            sum += turn.logit() * turn.tokens();
            tokens += turn.tokens();
            double conversation = sum / (tokens + prior);
            double score = turn.tokens() < minTokens ? conversation : (conversation + turn.shrunk(prior)) / 2;
            largest = Math.max(largest, score);
        }
        return largest;
    }
}
