package dev.assay.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the system says of a process's memory, its libraries and its native memory included, in MiB; Linux only.
 *
 * @param peakResident the most it ever was
 */
record ProcessMemory(double resident, double peakResident) {

    private static final double KIBIBYTES_PER_MEBIBYTE = 1 << 10;

    /** @param process its id, or {@code self} */
    static ProcessMemory of(String process) {
        Path status = Path.of("/proc", process, "status");
        return new ProcessMemory(field(status, "VmRSS:"), field(status, "VmHWM:"));
    }

    private static double field(Path status, String field) {
        try (Stream<String> lines = Files.lines(status)) {
            String line = lines.filter(candidate -> candidate.startsWith(field))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(status + " has no " + field + "; expected Linux"));
            return Long.parseLong(line.replaceAll("[^0-9]", "")) / KIBIBYTES_PER_MEBIBYTE;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + status + "; expected Linux", e);
        }
    }
}
