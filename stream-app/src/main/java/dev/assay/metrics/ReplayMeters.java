package dev.assay.metrics;

import java.util.List;

/** Rows of the table of metrics: what a process of {@code ./assay replay} says of its run; the service exports none. */
final class ReplayMeters {

    static final Meter RUN = Meter.gauge(
            "assay_replay_info", List.of("run", "bundle"), "1; the labels say which run this is, and what judges.");

    static final Meter RECORDS = Meter.gauge(
            "assay_replay_records", List.of("run"), "Offsets of the input that the run takes, its warm-up included.");

    static final Meter REMAINING = Meter.gauge(
            "assay_replay_remaining_records",
            List.of("run"),
            "Of them, those that no instance of the run has taken yet.");

    static final Meter TURNS = Meter.counter(
            "assay_replay_turns_total",
            List.of("run"),
            "Turns that this instance has judged again, those of the warm-up included.");

    static final Meter ALERTS = Meter.gauge(
            "assay_replay_alerts",
            List.of("run", "outcome"),
            "Alerts by what the replay made of them: identical, changed, missing (raised only then) or new (only now). Not "
                    + "there before they are compared.");

    static final Meter REPRODUCTION = Meter.gauge(
            "assay_replay_reproduction",
            List.of("run"),
            "1 if the same bundle on the same engine raised the original alerts, so that all must come out identical; 0 if "
                    + "differences are expected. Not there before they are compared.");

    static final List<Meter> ALL = List.of(RUN, RECORDS, REMAINING, TURNS, ALERTS, REPRODUCTION);

    private ReplayMeters() {}
}
