package dev.assay.topology;

import dev.assay.schemas.Decision;
import dev.assay.schemas.Severity;
import dev.assay.triage.Triage;
import dev.assay.triage.TriageListener;
import java.time.Duration;
import java.time.Instant;

/** Tells the monitor's listener about reviewers' decisions. */
record TriageReporter(MonitorListener listener) implements TriageListener {

    private static final double MILLIS = 1e-3;

    @Override
    public void read(Outcome outcome) {
        listener.on(new MonitorEvent.DispositionRead(outcome));
        if (outcome == Outcome.MALFORMED) {
            listener.on(new MonitorEvent.DeadLettered(Triage.STAGE, Triage.MALFORMED));
        }
    }

    @Override
    public void counted(String detector, Decision decision, int change) {
        listener.on(new MonitorEvent.AlertsTriaged(detector, decision, change));
    }

    @Override
    public void open(Severity severity, Instant raised, int change) {
        listener.on(new MonitorEvent.AlertsOpen(severity, raised, change));
    }

    @Override
    public void decided(String detector, Duration delay) {
        listener.on(new MonitorEvent.AlertDecided(detector, delay.toMillis() * MILLIS));
    }
}
