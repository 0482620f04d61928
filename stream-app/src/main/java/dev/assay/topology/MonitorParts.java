package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import dev.assay.bundle.Bundle;
import dev.assay.detector.Detector;
import dev.assay.detector.FeatureColumn;
import dev.assay.engine.EngineInfo;
import dev.assay.reader.Reader;
import java.util.List;

/**
 * What the topology is run with besides its configuration.
 *
 * @param reader shared by all tasks; closed by whoever made it
 * @param engine name and version of what runs it, as written in alerts
 * @param detectors reading the columns of {@code reader}'s scores
 * @param features the monitored features' columns of those scores
 * @param bundle digest of the bundle that all this comes from
 */
public record MonitorParts(
        Reader reader,
        String engine,
        List<Detector> detectors,
        List<FeatureColumn> features,
        String bundle,
        MonitorListener listener) {

    public MonitorParts {
        requireNonNull(reader, "reader");
        requireNonNull(engine, "engine");
        requireNonNull(bundle, "bundle");
        requireNonNull(listener, "listener");
        detectors = List.copyOf(detectors);
        features = List.copyOf(features);
    }

    /** @param reader of the bundle, with its head */
    public static MonitorParts of(Bundle bundle, Reader reader, EngineInfo engine, MonitorListener listener) {
        String name = engine.name() + " " + engine.version() + " " + engine.precision() + " on " + engine.device();
        return new MonitorParts(reader, name, bundle.detectors(), bundle.features(), bundle.digest(), listener);
    }
}
