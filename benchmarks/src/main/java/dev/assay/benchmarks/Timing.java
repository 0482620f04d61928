package dev.assay.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How long something took.
 *
 * @param cpuSeconds of all threads of this process. On a machine that others use too, work per CPU second says more than
 *     work per second.
 */
record Timing(double seconds, double cpuSeconds) {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    static Timing of(Runnable work) {
        long cpu = PROCESS.getProcessCpuTime();
        long start = System.nanoTime();
        work.run();
        return new Timing(
                (System.nanoTime() - start) / NANOS_PER_SECOND, (PROCESS.getProcessCpuTime() - cpu) / NANOS_PER_SECOND);
    }

    Timing plus(Timing other) {
        return new Timing(seconds + other.seconds, cpuSeconds + other.cpuSeconds);
    }

    /** Processors this process had, on average. */
    double cores() {
        return cpuSeconds / seconds;
    }
}
