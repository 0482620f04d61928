package dev.assay.replay;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the user asks for.
 *
 * @param run id of the run; one that was begun is gone on with
 * @param from null only for a run that was begun
 * @param to likewise
 * @param warmUp how long before the range conversations are read to know them; null for as long as they are remembered
 * @param rate most input records a second of this instance; 0 for as many as it can
 */
public record ReplayOptions(
        String run,
        @Nullable Position from,
        @Nullable Position to,
        @Nullable Duration warmUp,
        double rate) {

    public ReplayOptions {
        requireNonNull(run, "run");
        if (!(rate >= 0 && rate < Double.MAX_VALUE)) {
            throw new ReplayException("the rate is " + rate + "; expected 0 or more records a second");
        }
    }
}
