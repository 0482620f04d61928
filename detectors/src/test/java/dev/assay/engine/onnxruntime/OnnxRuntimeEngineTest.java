package dev.assay.engine.onnxruntime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.Engine;
import dev.assay.engine.EngineContract;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.graph.FusedGraph;
import org.junit.jupiter.api.Test;

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
}
