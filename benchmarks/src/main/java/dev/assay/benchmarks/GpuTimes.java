package dev.assay.benchmarks;

import dev.assay.engine.Engine;
import dev.assay.engine.TokenBatch;
import java.util.Arrays;
import java.util.List;

/**
 * Times of single calls from Java, copies in and out included.
 *
 * @param median seconds
 * @param p99 seconds; of fewer than 100 runs it is the longest
 * @param runs how many were timed
 */
record GpuTimes(double median, double p99, int runs) {

    private static final int WARM_UP = 5;
    private static final int FEWEST = 5;
    private static final int MOST = 100_000;

    /** Runs the batch for about so long, but at least so often. */
    static GpuTimes of(Engine engine, TokenBatch batch, double seconds, int fewest) {
        double warm = 0;
        double once = 0;
        for (int i = 0; i < WARM_UP && (i == 0 || warm < seconds); i++) {
            once = time(engine, batch); // the last: the first sets up what the others use
            warm += once;
        }
        Double[] times = new Double[Math.max(fewest, runs(once, seconds))];
        for (int i = 0; i < times.length; i++) {
            times[i] = time(engine, batch);
        }
        return of(Arrays.asList(times));
    }

    static GpuTimes of(List<Double> seconds) {
        return new GpuTimes(Statistics.median(seconds), Statistics.quantile(seconds, 0.99), seconds.size());
    }

    /** Runs that fill the time, within bounds: a slow shape is not run for minutes. */
    static int runs(double once, double seconds) {
        return (int) Math.min(MOST, Math.max(FEWEST, seconds / once));
    }

    /** How much longer a slow call takes than an ordinary one. */
    double tail() {
        return p99 / median;
    }

    private static double time(Engine engine, TokenBatch batch) {
        long started = System.nanoTime();
        engine.run(batch);
        return (System.nanoTime() - started) / 1e9;
    }
}
