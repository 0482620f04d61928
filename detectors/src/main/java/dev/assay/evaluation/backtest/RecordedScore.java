package dev.assay.evaluation.backtest;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a detector once said of a turn; detectors that abstained said nothing.
 *
 * @param time the record time of the turn, null if it was not recorded
 * @param confirmed a reviewer's decision on the alert that the turn raised, null without one
 */
public record RecordedScore(
        String conversationId,
        String turnId,
        @Nullable Instant time,
        double score,
        @Nullable Boolean confirmed) {

    public RecordedScore {
        requireNonNull(conversationId, "conversationId");
        requireNonNull(turnId, "turnId");
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score of turn '" + turnId + "' is " + score + "; expected 0 to 1");
        }
    }
}
