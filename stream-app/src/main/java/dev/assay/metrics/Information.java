package dev.assay.metrics;

import dev.assay.detector.DetectorSpec;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.prometheus.client.hotspot.DefaultExports;
import java.util.List;
import java.util.Locale;

/** Metrics that never change while the service runs: what it is made of. */
public final class Information {

    private Information() {}

    /** Registers the JVM's metrics and those that name this build. */
    static void build(CollectorRegistry registry) {
        DefaultExports.register(registry);
        Meters.BUILD_INFO
                .newGauge(registry)
                .labels(version(), Runtime.version().toString())
                .set(1);
    }

    static void bundle(CollectorRegistry registry, String digest, String name, String reader) {
        Meters.BUNDLE_INFO.newGauge(registry).labels(digest, name, reader).set(1);
    }

    static void detectors(CollectorRegistry registry, List<DetectorSpec> detectors) {
        Gauge gauge = Meters.DETECTOR_INFO.newGauge(registry);
        for (DetectorSpec detector : detectors) {
            gauge.labels(detector.id(), detector.category(), word(detector.severity()), word(detector.mode()))
                    .set(1);
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** From the jar's manifest; {@code development} when run from class files. */
    public static String version() {
        String version = Information.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
