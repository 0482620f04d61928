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
        // Given a process that needs its engine in a shutdown hook
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        java.toString(), "-cp", System.getProperty("java.class.path"), RunsDuringExit.class.getName())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        // When
        int exit = process.waitFor();

        // Then
        assertThat(Files.readString(output)).contains(RunsDuringExit.DRAINED);
        assertThat(exit).isZero();
    }
}
