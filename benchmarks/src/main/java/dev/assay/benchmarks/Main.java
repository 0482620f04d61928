package dev.assay.benchmarks;

import dev.assay.engine.Djl;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks by name: {@code reader}, {@code pipeline}, {@code memory}, {@code flatness}, {@code soak},
 * {@code burst}, {@code gpu}. */
@Command(
        name = "benchmarks/run",
        mixinStandardHelpOptions = true,
        subcommands = {
            ReaderBenchmark.class,
            PipelineBenchmark.class,
            MemoryBenchmark.class,
            FlatnessBenchmark.class,
            SoakBenchmark.class,
            BurstBenchmark.class,
            GpuBenchmark.class,
            MeasuredService.class
        },
        description = "Measures Assay on this machine; 'benchmarks/run jmh' runs the JMH benchmarks.")
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(commands().execute(args));
    }

    static CommandLine commands() {
        Djl.offline();
        return new CommandLine(new Main());
    }
}
