package dev.assay.benchmarks;

import dev.assay.engine.Engine;
import dev.assay.engine.TokenBatch;
import java.util.Arrays;

/**
 * Times of single calls from Java, copies in and out included.
 *
 * @param median seconds
 * @param p99 seconds
 * @param runs how many were timed
 */
record GpuTimes(double median, double p99, int runs) {

    private static final int WARM_UP = 5;

    /** Runs the batch for about so long, and at least so often. */
    static GpuTimes of(Engine engine, TokenBatch batch, double seconds, int fewest) {
        for (int i = 0; i < WARM_UP; i++) {
            engine.run(batch);
        }
        double once = time(engine, batch);
        double[] times = new double[(int) Math.max(fewest, seconds / once)];
        for (int i = 0; i < times.length; i++) {
            times[i] = time(engine, batch);
        }
        Arrays.sort(times);
        return new GpuTimes(times[times.length / 2], times[(int) (times.length * 0.99)], times.length);
    }

    private static double time(Engine engine, TokenBatch batch) {
        long started = System.nanoTime();
        engine.run(batch);
        return (System.nanoTime() - started) / 1e9;
    }
}
