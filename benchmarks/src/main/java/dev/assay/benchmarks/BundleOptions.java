package dev.assay.benchmarks;

import dev.assay.graph.HookPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say which bundle is run. */
final class BundleOptions {

    private static final String HOME = "assay.home";
    private static final int USUAL_LAYER = 6;

    @Option(
            names = "--bundle",
            paramLabel = "DIRECTORY",
            description = "The bundle to run (default: detectors/bundle/default if it is there, else a synthetic one).")
    private @Nullable Path bundle;

    @Option(
            names = "--layer",
            paramLabel = "K",
            description = "Run a synthetic bundle that reads the residual stream after layer K.")
    private @Nullable Integer layer;

    /** @param scratch where a synthetic bundle is written */
    Path directory(Path scratch) {
        if (bundle != null) {
            return bundle;
        }
        Path usual = Path.of(System.getProperty(HOME, ".")).resolve("detectors/bundle/default");
        if (layer == null && Files.isDirectory(usual)) {
            return usual;
        }
        Path synthetic = scratch.resolve("bundle");
        SyntheticBundle.write(new HookPoint(layer == null ? USUAL_LAYER : layer), synthetic);
        return synthetic;
    }
}
