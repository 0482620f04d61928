package dev.assay.benchmarks;

import dev.assay.config.Config;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which texts are read. */
final class WorkloadOptions {

    private static final long SEED = 20260301;

    @Option(
            names = "--turns",
            paramLabel = "N",
            defaultValue = "500",
            description = "Turns in a round (default: ${DEFAULT-VALUE}).")
    private int turns;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds that are measured, after one to warm up (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--input",
            paramLabel = "FILE",
            description = "Take the turns from transcripts in JSONL or JSONL.gz instead of generated ones.")
    private @Nullable Path input;

    int rounds() {
        return rounds;
    }

    Workload workload(Config config) throws IOException {
        return input == null ? Workload.generated(turns, SEED) : Workload.read(input, turns, config);
    }
}
