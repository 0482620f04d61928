package dev.assay.topology;

import dev.assay.schemas.Decision;
import dev.assay.triage.Triage;
import dev.assay.triage.TriageListener;

/** Tells the monitor's listener about reviewers' decisions. */
record TriageReporter(MonitorListener listener) implements TriageListener {

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
}
