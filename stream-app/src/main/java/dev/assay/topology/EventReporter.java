package dev.assay.topology;

import dev.assay.batching.BatchingListener;

/** Tells the monitor's listener about turns at the reader. */
record EventReporter(MonitorListener listener) implements BatchingListener {

    @Override
    public void submitted() {
        listener.on(new MonitorEvent.TurnSubmitted());
    }

    @Override
    public void released(boolean done, double seconds) {
        listener.on(new MonitorEvent.TurnReleased(done, seconds));
    }

    @Override
    public void waited(double seconds) {
        listener.on(new MonitorEvent.BackPressure(seconds));
    }
}
