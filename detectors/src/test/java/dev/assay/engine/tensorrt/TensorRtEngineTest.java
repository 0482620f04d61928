package dev.assay.engine.tensorrt;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.engine.Engine;
import dev.assay.engine.EngineAvailability;
import dev.assay.engine.EngineContract;
import dev.assay.engine.GpuOptions;
import dev.assay.engine.ShapeBuckets;
import dev.assay.graph.FusedGraph;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Needs a GPU; without one every test is reported as skipped, with the reason. */
class TensorRtEngineTest extends EngineContract {

    private static Path cache = Path.of("");

    @BeforeAll
    static void shareBuiltEngines(@TempDir Path directory) {
        cache = directory;
    }

    @Override
    protected Engine open(FusedGraph graph) {
        EngineAvailability gpu = TensorRtEngine.probe(GpuOptions.DEFAULT);
        assumeTrue(gpu.available(), gpu.detail());
        GpuOptions defaults = GpuOptions.DEFAULT.with(new ShapeBuckets(List.of(32), 256));
        return new TensorRtEngine(
                graph,
                new GpuOptions(
                        defaults.device(),
                        defaults.precision(),
                        defaults.shapes(),
                        cache,
                        defaults.libraries(),
                        defaults.onLoss(),
                        defaults.cudaGraphs()));
    }

    @Override
    protected float batchTolerance() {
        return 1e-5f;
    }
}
