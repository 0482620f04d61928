package dev.assay.metrics;

import dev.assay.detector.DetectorSpec;
import dev.assay.schemas.Severity;
import dev.assay.topology.MonitorEvent;
import dev.assay.topology.MonitorListener;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Measures how reviewers keep up with alerts. Thread-safe. */
final class TriageInstruments implements MonitorListener {

    private static final double MILLIS = 1e-3;

    private final Clock clock;
    private final Map<Severity, NavigableMap<Instant, Integer>> open =
            new EnumMap<>(Severity.class); // alerts by time raised
    private final Histogram delay; // by detector

    /**
     * @param targets in which a reviewer should have decided
     * @param clock tells the age of alerts
     */
    TriageInstruments(
            CollectorRegistry registry, List<DetectorSpec> detectors, Map<Severity, Duration> targets, Clock clock) {
        this.clock = clock;
        Gauge number = TriageMeters.OPEN_ALERTS.newGauge(registry);
        Gauge oldest = TriageMeters.OLDEST_ALERT.newGauge(registry);
        Gauge target = TriageMeters.TRIAGE_TARGET.newGauge(registry);
        delay = TriageMeters.DECISION_DELAY.newHistogram(registry);
        detectors.forEach(detector -> delay.labels(detector.id()));
        for (Severity severity : Severity.values()) {
            open.put(severity, new TreeMap<>());
            number.setChild(
                    new Gauge.Child() {
                        @Override
                        public double get() {
                            return number(severity);
                        }
                    },
                    word(severity));
            oldest.setChild(
                    new Gauge.Child() {
                        @Override
                        public double get() {
                            return age(severity);
                        }
                    },
                    word(severity));
        }
        targets.forEach((severity, within) -> target.labels(word(severity)).set(within.toMillis() * MILLIS));
    }

    @Override
    public void on(MonitorEvent event) {
        if (event instanceof MonitorEvent.AlertsOpen opened) {
            change(opened);
        } else if (event instanceof MonitorEvent.AlertDecided decided) {
            delay.labels(decided.detector()).observe(Math.max(0, decided.seconds()));
        }
    }

    private synchronized void change(MonitorEvent.AlertsOpen opened) {
        open(opened.severity()).merge(opened.raised(), opened.change(), (before, change) -> {
            int now = before + change;
            return now == 0 ? null : now;
        });
    }

    private synchronized double number(Severity severity) {
        return open(severity).values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Of the oldest, in seconds; 0 if there is none. */
    private synchronized double age(Severity severity) {
        NavigableMap<Instant, Integer> alerts = open(severity);
        return alerts.isEmpty()
                ? 0
                : Math.max(
                        0, Duration.between(alerts.firstKey(), clock.instant()).toMillis() * MILLIS);
    }

    private NavigableMap<Instant, Integer> open(Severity severity) {
        return open.getOrDefault(severity, new TreeMap<>());
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
