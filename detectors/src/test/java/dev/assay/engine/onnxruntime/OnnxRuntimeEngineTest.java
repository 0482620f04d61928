package dev.assay.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.Engine;
import dev.assay.engine.EngineContract;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.graph.FusedGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeEngineTest extends EngineContract {

    @Override
    protected Engine open(FusedGraph graph) {
        return new OnnxRuntimeEngine(graph, EngineOptions.DEFAULT);
    }

    @Override
    protected float batchTolerance() {
        return 0;
    }

    @Test
    void shouldBeAvailable() {
        assertThat(Engines.probe()).anySatisfy(engine -> {
            assertThat(engine.name()).isEqualTo("onnxruntime");
            assertThat(engine.available()).isTrue();
            assertThat(engine.detail()).endsWith(" on cpu");
        });
    }

    @Test
    void shouldRunUntilTheProcessHasDrained(@TempDir Path directory) throws IOException, InterruptedException {
        // When a process needs its engine in a shutdown hook
        Ended process = run(directory);

        // Then
        assertThat(process.output()).contains(RunsDuringExit.DRAINED);
        assertThat(process.exit()).isZero();
    }

    @Test
    void shouldRunWhateverTheLengthOfTheCommandLine(@TempDir Path directory) throws IOException, InterruptedException {
        // When
        Ended process = run(directory, "x".repeat(20_000));

        // Then
        assertThat(process.exit()).as(process.output()).isZero();
    }

    private record Ended(int exit, String output) {}

    private static Ended run(Path directory, String... arguments) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>(
                List.of(java.toString(), "-cp", System.getProperty("java.class.path"), RunsDuringExit.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Ended(process.waitFor(), Files.readString(output));
    }
}
