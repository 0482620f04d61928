package dev.assay.detector;

import static java.util.Objects.requireNonNull;

/**
 * One detector's calibrated judgement of one turn.
 *
 * <p>Scores are probabilities rounded to {@link #PRECISION}, so that a replay on another batch shape publishes the same
 * value.
 *
 * @param detector the detector's id
 * @param scope what {@code score} was computed over: the larger of the two scores below
 * @param score the decisive score, compared with the detector's threshold
 * @param turnScore of the turn alone
 * @param conversationScore of the conversation up to and including the turn
 * @param evidence empty unless the outcome is {@link Outcome#FLAGGED}
 */
public record Verdict(
        String detector,
        Outcome outcome,
        Scope scope,
        double score,
        double turnScore,
        double conversationScore,
        Evidence evidence) {

    /** Published scores are multiples of this. */
    public static final double PRECISION = 1e-4;

    public Verdict {
        requireNonNull(detector, "detector");
        requireNonNull(outcome, "outcome");
        requireNonNull(scope, "scope");
        requireNonNull(evidence, "evidence");
    }
}
