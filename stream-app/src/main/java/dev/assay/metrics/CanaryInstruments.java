package dev.assay.metrics;

import dev.assay.canary.Canary;
import dev.assay.topology.MonitorEvent;
import dev.assay.topology.MonitorListener;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.time.Duration;
import java.util.Locale;

/** Counts canaries, as they are sent and as they come out. Thread-safe. */
final class CanaryInstruments implements MonitorListener {

    private static final double MILLIS = 1e-3;
    private static final String FLAGGED = "flagged";
    private static final String CLEAR = "clear";

    private final Counter sent; // by kind
    private final Counter judged; // by kind, outcome

    /** @param interval between two of a kind, zero if none are sent */
    CanaryInstruments(CollectorRegistry registry, Duration interval) {
        Meters.CANARY_INTERVAL.newGauge(registry).set(interval.toMillis() * MILLIS);
        sent = Meters.CANARIES_SENT.newCounter(registry);
        judged = Meters.CANARIES.newCounter(registry);
        for (Canary canary : Canary.values()) {
            sent.labels(word(canary));
            judged.labels(word(canary), FLAGGED);
            judged.labels(word(canary), CLEAR);
        }
    }

    @Override
    public void on(MonitorEvent event) {
        if (event instanceof MonitorEvent.CanarySent one) {
            sent.labels(word(one.canary())).inc();
        } else if (event instanceof MonitorEvent.CanaryJudged one) {
            judged.labels(word(one.canary()), one.flagged() ? FLAGGED : CLEAR).inc();
        }
    }

    private static String word(Canary canary) {
        return canary.name().toLowerCase(Locale.ROOT);
    }
}
