package dev.assay.engine;

import dev.assay.engine.onnxruntime.OnnxRuntimeEngine;
import dev.assay.graph.FusedGraph;
import java.util.List;

/** Opens engines and says which of them can run here. */
public final class Engines {

    private Engines() {}

    /**
     * @param graph may be released once this returns
     * @throws EngineException if the engine is not available, or cannot load the graph
     */
    public static Engine open(EngineChoice choice, FusedGraph graph, EngineOptions options) {
        return switch (choice) {
            case AUTO, ONNXRUNTIME -> new OnnxRuntimeEngine(graph, options);
        };
    }

    /** Every engine this build knows, the preferred first. Loads native libraries. */
    public static List<EngineAvailability> probe() {
        return List.of(OnnxRuntimeEngine.probe());
    }
}
