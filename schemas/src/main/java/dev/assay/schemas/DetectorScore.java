package dev.assay.schemas;

import static java.util.Objects.requireNonNull;

/**
 * What one detector made of one turn.
 *
 * @param score what the detector makes of turn, strongest passage and conversation together
 */
public record DetectorScore(
        String detector, Outcome outcome, double score, double turnScore, double conversationScore) {

    public DetectorScore {
        Validation.notBlank(detector, "detector");
        requireNonNull(outcome, "outcome");
        Validation.probability(score, "score");
        Validation.probability(turnScore, "turnScore");
        Validation.probability(conversationScore, "conversationScore");
    }
}
