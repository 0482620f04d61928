package dev.assay.topology;

import dev.assay.bundle.Bundle;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineAvailability;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineInfo;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.engine.GpuOptions;
import dev.assay.engine.ShapeBuckets;
import dev.assay.reader.BatchListener;
import dev.assay.reader.BatchedReader;
import dev.assay.reader.BatchingOptions;
import dev.assay.reader.Reader;
import dev.assay.reader.ReaderModel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bundle's reader with its head, opened as the configuration says. Closing it closes all that was opened. */
public final class BundleReader implements AutoCloseable {

    private static final int BUCKET = 8; // windows are padded to a multiple of this many tokens
    private static final int GPU_BUCKET = 32;
    private static final int GPU_BATCHES = 3; // one computes while others are copied in and out

    private final ReaderModel model;
    private final Engine engine;
    private final Reader reader;

    private BundleReader(ReaderModel model, Engine engine, Reader reader) {
        this.model = model;
        this.engine = engine;
        this.reader = reader;
    }

    /**
     * @param bundle whose reader is looked for where the configuration says
     * @throws dev.assay.engine.EngineException if the configured engine cannot run here
     * @throws IllegalArgumentException if the reader's files are missing, altered or too few layers deep
     */
    public static BundleReader open(Config config, Bundle bundle, BatchListener listener) {
        ReaderModel model = ReaderModel.load(
                bundle.reader(), config.optional(Settings.READER_DIR).orElse(null));
        Engine engine = null;
        try {
            bundle.requireLayers(model.layers());
            engine = Engines.open(
                    EngineChoice.valueOf(config.get(Settings.ENGINE).name()),
                    model.fuse(bundle.head()),
                    options(
                            config,
                            ShapeBuckets.upTo(bundle.reader().window(), config.get(Settings.GPU_BATCH_TOKENS))));
            return new BundleReader(
                    model, engine, new BatchedReader(model, engine, batching(config, engine.info()), listener));
        } catch (RuntimeException e) {
            close(engine, model);
            throw e;
        }
    }

    public Reader reader() {
        return reader;
    }

    public EngineInfo engine() {
        return engine.info();
    }

    @Override
    public void close() {
        reader.close();
        close(engine, model);
    }

    private static void close(@Nullable Engine engine, ReaderModel model) {
        if (engine != null) {
            engine.close();
        }
        model.close();
    }

    /** The engines that the build knows with these settings, and whether they can run here. */
    public static List<EngineAvailability> engines(Config config) {
        return Engines.probe(options(config, GpuOptions.DEFAULT.shapes())); // asking needs no shapes
    }

    private static EngineOptions options(Config config, ShapeBuckets shapes) {
        GpuOptions gpu = new GpuOptions(
                config.get(Settings.GPU_DEVICE),
                config.get(Settings.GPU_PRECISION),
                shapes,
                directory(config.get(Settings.GPU_CACHE)),
                directory(config.get(Settings.GPU_LIBRARIES)),
                config.get(Settings.GPU_ON_LOSS),
                config.get(Settings.GPU_GRAPHS));
        return new EngineOptions(EngineOptions.DEFAULT.threads(), gpu);
    }

    private static @Nullable Path directory(String text) {
        return text.isEmpty() ? null : Path.of(text);
    }

    private static BatchingOptions batching(Config config, EngineInfo engine) {
        int threads = config.get(Settings.ENGINE_THREADS);
        boolean gpu = !engine.device().equals("cpu");
        int batches = gpu ? GPU_BATCHES : Runtime.getRuntime().availableProcessors();
        return new BatchingOptions(
                threads == 0 ? batches : threads,
                config.get(gpu ? Settings.GPU_BATCH_TOKENS : Settings.BATCH_TOKENS),
                gpu ? GPU_BUCKET : BUCKET);
    }
}
