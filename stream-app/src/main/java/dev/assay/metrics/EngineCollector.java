package dev.assay.metrics;

import dev.assay.engine.EngineAvailability;
import dev.assay.engine.EngineInfo;
import dev.assay.engine.Unavailable;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.util.List;
import java.util.function.Supplier;

/** Says, at each scrape, which engine runs and which cannot. An engine that lost its device says so. Thread-safe. */
final class EngineCollector extends Collector {

    private final Supplier<EngineInfo> engine;
    private final List<EngineAvailability> engines;

    /** @param engines that this build knows */
    EngineCollector(Supplier<EngineInfo> engine, List<EngineAvailability> engines) {
        this.engine = engine;
        this.engines = List.copyOf(engines);
    }

    @Override
    public List<MetricFamilySamples> collect() {
        GaugeMetricFamily running = family(Meters.ENGINE_INFO);
        EngineInfo info = engine.get();
        running.addMetric(List.of(info.name(), info.version(), info.device(), info.precision()), 1);
        GaugeMetricFamily unavailable = family(Meters.ENGINE_UNAVAILABLE);
        for (EngineAvailability one : engines) {
            Unavailable cause = one.cause();
            if (cause != null) {
                unavailable.addMetric(List.of(one.name(), cause.label()), 1);
            }
        }
        return List.of(running, unavailable);
    }

    private static GaugeMetricFamily family(Meter meter) {
        return new GaugeMetricFamily(meter.name(), meter.help(), meter.labels());
    }
}
