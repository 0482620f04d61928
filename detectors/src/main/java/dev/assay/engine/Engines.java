package dev.assay.engine;

import dev.assay.engine.onnxruntime.OnnxRuntimeEngine;
import dev.assay.engine.tensorrt.TensorRtEngine;
import dev.assay.graph.FusedGraph;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens engines and says which of them can run here. */
public final class Engines {

    private static final Logger log = LoggerFactory.getLogger(Engines.class);

    private Engines() {}

    /**
     * @param graph may be released once this returns, unless the CPU is to take over from a GPU that is lost
     * @throws EngineException if the engine is not available, or cannot load the graph
     */
    public static Engine open(EngineChoice choice, FusedGraph graph, EngineOptions options) {
        return switch (choice) {
            case AUTO -> fastest(graph, options);
            case ONNXRUNTIME -> new OnnxRuntimeEngine(graph, options);
            case TENSORRT -> guarded(graph, options);
        };
    }

    /** As {@link #probe(EngineOptions)} with the default options. */
    public static List<EngineAvailability> probe() {
        return probe(EngineOptions.DEFAULT);
    }

    /** Every engine this build knows, the preferred first. Loads native libraries. */
    public static List<EngineAvailability> probe(EngineOptions options) {
        return List.of(TensorRtEngine.probe(options.gpu()), OnnxRuntimeEngine.probe());
    }

    private static Engine fastest(FusedGraph graph, EngineOptions options) {
        EngineAvailability gpu = TensorRtEngine.probe(options.gpu());
        if (!gpu.available()) {
            log.info("onnxruntime runs the reader on the CPU: {}", gpu.detail());
            return new OnnxRuntimeEngine(graph, options);
        }
        try {
            return guarded(graph, options);
        } catch (EngineException e) {
            log.warn("onnxruntime runs the reader on the CPU although there is a GPU: {}", e.getMessage());
            return new OnnxRuntimeEngine(graph, options);
        }
    }

    private static Engine guarded(FusedGraph graph, EngineOptions options) {
        Supplier<Engine> cpu = () -> new OnnxRuntimeEngine(graph, options);
        Engine engine = new HalvingEngine(new TensorRtEngine(graph, options.gpu()));
        return new FailoverEngine(engine, options.gpu().onLoss() == OnDeviceLoss.CPU ? cpu : null);
    }
}
