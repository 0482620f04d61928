package dev.assay.cli;

import dev.assay.bundle.Bundle;
import dev.assay.config.Config;
import dev.assay.config.Settings;
import dev.assay.engine.Djl;
import dev.assay.reader.BatchListener;
import dev.assay.reader.Reader;
import dev.assay.topology.BundleReader;
import java.util.Map;

/** The bundle that a command's options choose, with its reader running, for commands that read turns without Kafka. */
record LoadedBundle(Config config, Bundle bundle, BundleReader running) implements AutoCloseable {

    /**
     * @throws dev.assay.config.ConfigException if anything given is unknown or invalid
     * @throws dev.assay.bundle.BundleException if the bundle is missing or altered
     */
    static LoadedBundle of(ConfigOptions options) {
        return of(options, Map.of());
    }

    /** The same with settings that the command itself needs. */
    static LoadedBundle of(ConfigOptions options, Map<String, String> needed) {
        Djl.offline();
        Config config = options.loadWith(needed);
        Bundle bundle = Bundle.load(config.get(Settings.BUNDLE));
        return new LoadedBundle(config, bundle, BundleReader.open(config, bundle, BatchListener.NONE));
    }

    Reader reader() {
        return running.reader();
    }

    @Override
    public void close() {
        running.close();
    }
}
