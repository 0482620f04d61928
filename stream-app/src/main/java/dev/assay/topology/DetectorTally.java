package dev.assay.topology;

import dev.assay.detector.Verdict;
import dev.assay.schemas.MetricWindow;
import dev.assay.schemas.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One detector's counts in a window; the components are those of {@link MetricWindow}.
 *
 * @param scoreSteps sum of the scores in units of {@link Verdict#PRECISION}: exact, in whatever order they come
 */
record DetectorTally(
        long turns,
        long flagged,
        long abstained,
        long alerts,
        long scoreSteps,
        double scoreMax,
        List<Long> scoreBuckets) {

    static final DetectorTally EMPTY =
            new DetectorTally(0, 0, 0, 0, 0, 0, Collections.nCopies(MetricWindow.BUCKETS, 0L));

    private static final double STEPS_PER_ONE = Math.rint(1 / Verdict.PRECISION);

    DetectorTally {
        scoreBuckets = List.copyOf(scoreBuckets);
    }

    DetectorTally plus(TurnTally.Result result) {
        boolean judged = result.outcome() != Outcome.ABSTAINED;
        List<Long> buckets = new ArrayList<>(scoreBuckets);
        if (judged) {
            int bucket = MetricWindow.bucket(result.score());
            buckets.set(bucket, buckets.get(bucket) + 1);
        }
        return new DetectorTally(
                turns + 1,
                flagged + (result.outcome() == Outcome.FLAGGED ? 1 : 0),
                abstained + (judged ? 0 : 1),
                alerts + (result.alert() ? 1 : 0),
                scoreSteps + (judged ? Math.round(result.score() * STEPS_PER_ONE) : 0),
                judged ? Math.max(scoreMax, result.score()) : scoreMax,
                buckets);
    }

    MetricWindow window(Instant start, Instant end, String detector, TurnGroup group) {
        return new MetricWindow(
                start,
                end,
                detector,
                group.model(),
                group.role(),
                turns,
                flagged,
                abstained,
                alerts,
                scoreSteps / STEPS_PER_ONE,
                scoreMax,
                scoreBuckets,
                group.bundle());
    }
}
