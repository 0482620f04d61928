package dev.assay.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one detector saw in one stretch of record time, for one model and role: the final figures of a closed window.
 *
 * @param start first millisecond of the window
 * @param end one past its last millisecond
 * @param model the model that wrote the turns; null for turns whose producer does not say
 * @param turns scored in the window, whatever came out
 * @param flagged turns whose score reached the threshold
 * @param abstained turns with too little text to judge; their scores are in no sum, maximum or bucket
 * @param alerts published: flagged turns less those the cool-down held back
 * @param scoreSum of the turns that were judged
 * @param scoreMax of the turns that were judged; 0 if none
 * @param scoreBuckets turns judged by score: {@value #BUCKETS} buckets of width 0.1, a score of 1 in the last
 * @param bundle digest of the bundle the detector came from
 */
public record MetricWindow(
        Instant start,
        Instant end,
        String detector,
        @Nullable String model,
        Role role,
        long turns,
        long flagged,
        long abstained,
        long alerts,
        double scoreSum,
        double scoreMax,
        List<Long> scoreBuckets,
        String bundle) {

    /** How many buckets scores are counted in. */
    public static final int BUCKETS = 10;

    public MetricWindow {
        start = Validation.millis(start, "start");
        end = Validation.millis(end, "end");
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("window is [" + start + ", " + end + "); expected start before end");
        }
        Validation.notBlank(detector, "detector");
        requireNonNull(role, "role");
        Validation.notNegative(turns, "turns");
        Validation.notNegative(flagged, "flagged");
        Validation.notNegative(abstained, "abstained");
        Validation.notNegative(alerts, "alerts");
        Validation.finite(scoreSum, "scoreSum");
        Validation.probability(scoreMax, "scoreMax");
        scoreBuckets = List.copyOf(scoreBuckets);
        if (scoreBuckets.size() != BUCKETS) {
            throw new IllegalArgumentException(
                    "scoreBuckets has " + scoreBuckets.size() + " elements; expected " + BUCKETS);
        }
        scoreBuckets.forEach(bucket -> Validation.notNegative(bucket, "scoreBuckets"));
        Validation.notBlank(bundle, "bundle");
    }

    /** The bucket that counts a score. */
    public static int bucket(double score) {
        Validation.probability(score, "score");
        return Math.min((int) (score * BUCKETS), BUCKETS - 1);
    }
}
