package dev.assay.topology;

import dev.assay.bundle.Bundle;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineInfo;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.reader.BatchListener;
import dev.assay.reader.BatchedReader;
import dev.assay.reader.BatchingOptions;
import dev.assay.reader.Reader;
import dev.assay.reader.ReaderModel;
import org.jspecify.annotations.Nullable;

/** A bundle's reader with its head, opened as the configuration says. Closing it closes all that was opened. */
public final class BundleReader implements AutoCloseable {

    private static final int BUCKET = 8; // windows are padded to a multiple of this many tokens

    private final ReaderModel model;
    private final Engine engine;
    private final Reader reader;

    private BundleReader(ReaderModel model, Engine engine, Reader reader) {
        this.model = model;
        this.engine = engine;
        this.reader = reader;
    }

    /**
     * @param bundle loaded from the configured directory, beside which the reader's files may lie
     * @throws dev.assay.engine.EngineException if the configured engine cannot run here
     * @throws IllegalArgumentException if the reader's files are missing, altered or too few layers deep
     */
    public static BundleReader open(Config config, Bundle bundle, BatchListener listener) {
        ReaderModel model = ReaderModel.load(bundle.reader(), config.get(Settings.BUNDLE));
        Engine engine = null;
        try {
            bundle.requireLayers(model.layers());
            engine = Engines.open(
                    EngineChoice.valueOf(config.get(Settings.ENGINE).name()),
                    model.fuse(bundle.head()),
                    EngineOptions.DEFAULT);
            return new BundleReader(model, engine, new BatchedReader(model, engine, options(config), listener));
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

    private static BatchingOptions options(Config config) {
        int threads = config.get(Settings.ENGINE_THREADS);
        return new BatchingOptions(
                threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
                config.get(Settings.BATCH_TOKENS),
                BUCKET);
    }
}
