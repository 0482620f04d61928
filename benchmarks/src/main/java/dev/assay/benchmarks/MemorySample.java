package dev.assay.benchmarks;

import java.lang.management.ManagementFactory;

/**
 * A process's memory at one moment, in MiB.
 *
 * @param turns judged so far
 * @param heap used right after a collection
 * @param resident memory of the process, its libraries and its native memory included
 * @param peakResident the most it ever was
 */
record MemorySample(long turns, double heap, double resident, double peakResident) {

    private static final double BYTES_PER_MEBIBYTE = 1 << 20;

    /** Collects garbage, and measures this process; Linux only. */
    static MemorySample now(long turns) {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        ProcessMemory process = ProcessMemory.of("self");
        return new MemorySample(turns, heap / BYTES_PER_MEBIBYTE, process.resident(), process.peakResident());
    }
}
