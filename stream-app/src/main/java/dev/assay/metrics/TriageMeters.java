package dev.assay.metrics;

import java.util.List;

/** Rows of the table of metrics: what reviewers decide, and how they keep up. */
final class TriageMeters {

    private static final List<Double> LONG_SECONDS =
            List.of(60.0, 300.0, 900.0, 1800.0, 3600.0, 14400.0, 28800.0, 86400.0, 259200.0, 604800.0);

    static final Meter TRIAGED = Meter.gauge(
            "assay_triaged_alerts",
            List.of("detector", "decision"),
            "Alerts of the triage retention period by their last decision: confirmed, rejected or unsure. A changed "
                    + "decision moves an alert from one to the other.");

    static final Meter DISPOSITIONS = Meter.counter(
            "assay_dispositions_total",
            List.of("outcome"),
            "Reviewers' decisions read, by what became of them: applied, changed (another than the one before), repeated, "
                    + "outdated (older than the one known), waiting (for an alert not seen, or no more) or malformed.");

    static final Meter OPEN_ALERTS = Meter.gauge(
            "assay_open_alerts",
            List.of("severity"),
            "Alerts of the triage retention period without a decision. Counted by one instance, the others say 0.");

    static final Meter OLDEST_ALERT = Meter.gauge(
            "assay_open_alert_oldest_age_seconds",
            List.of("severity"),
            "Age of the oldest alert without a decision, 0 if there is none. Counted by one instance.");

    static final Meter TRIAGE_TARGET = Meter.gauge(
            "assay_triage_target_seconds",
            List.of("severity"),
            "Time in which reviewers should have decided on an alert.");

    static final Meter DECISION_DELAY = Meter.histogram(
            "assay_disposition_delay_seconds",
            List.of("detector"),
            LONG_SECONDS,
            "Time from an alert to the first decision on it.");

    static final List<Meter> ALL =
            List.of(TRIAGED, DISPOSITIONS, OPEN_ALERTS, OLDEST_ALERT, TRIAGE_TARGET, DECISION_DELAY);

    private TriageMeters() {}
}
