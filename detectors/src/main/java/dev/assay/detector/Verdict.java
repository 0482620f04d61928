package dev.assay.detector;

import static java.util.Objects.requireNonNull;

/**
 * One detector's calibrated judgement of one turn.
 *
 * <p>Scores are probabilities rounded to {@link #PRECISION}, so that a replay on another batch shape publishes the same
 * value.
 *
 * @param detector the detector's id
 * @param scope which of the two scores below is the larger and so speaks more for {@code score}
 * @param score what the {@link Combination} makes of the turn, its strongest passage and the conversation; compared with the
 *     detector's threshold
 * @param turnScore of the turn or, if larger, of its strongest passage alone
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
