package dev.assay.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A process's memory at one moment, in MiB.
 *
 * @param turns judged so far
 * @param heap used right after a collection
 * @param resident memory of the process, its libraries and its native memory included
 * @param peakResident the most it ever was
 */
record MemorySample(long turns, double heap, double resident, double peakResident) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double BYTES_PER_MEBIBYTE = 1 << 20;
    private static final double KIBIBYTES_PER_MEBIBYTE = 1 << 10;

    /** Collects garbage, and measures this process; Linux only. */
    static MemorySample now(long turns) {
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new MemorySample(turns, heap / BYTES_PER_MEBIBYTE, status("VmRSS:"), status("VmHWM:"));
    }

    private static double status(String field) {
        try (Stream<String> lines = Files.lines(STATUS)) {
            String line = lines.filter(candidate -> candidate.startsWith(field))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(STATUS + " has no " + field + "; expected Linux"));
            return Long.parseLong(line.replaceAll("[^0-9]", "")) / KIBIBYTES_PER_MEBIBYTE;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + STATUS + "; expected Linux", e);
        }
    }
}
