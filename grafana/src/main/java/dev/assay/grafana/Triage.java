package dev.assay.grafana;

import static dev.assay.grafana.Expressions.CONFIRMED;
import static dev.assay.grafana.Expressions.DECIDED;
import static dev.assay.grafana.Expressions.PRECISION;
import static dev.assay.grafana.Expressions.wilson;
import static dev.assay.grafana.Panel.graph;
import static dev.assay.grafana.Panel.stat;

/** Do reviewers keep up, and what do they find? */
final class Triage {

    private Triage() {}

    static Dashboard dashboard() {
        return Dashboard.ofService("triage", "triage", "Do reviewers keep up, and what do they find?")
                .choose(Variable.DETECTOR)
                .row(
                        "At a glance",
                        stat(
                                "Open alerts",
                                Unit.NUMBER,
                                "Alerts of the triage retention period without a decision.",
                                Query.of("sum(assay_open_alerts{@A})", "alerts")),
                        stat(
                                "Overdue severities",
                                Unit.NUMBER,
                                "Severities whose oldest open alert is older than its target.",
                                Query.of(
                                        "sum(max by (severity) (assay_open_alert_oldest_age_seconds{@A}) > bool on (severity) "
                                                + "max by (severity) (assay_triage_target_seconds{@A}))",
                                        "severities")),
                        stat(
                                "Confirmed by reviewers",
                                Unit.PERCENT,
                                "Of the alerts that reviewers confirmed or rejected, the "
                                        + "share they confirmed. Says nothing about what no detector flagged.",
                                Query.of(CONFIRMED, "confirmed")),
                        stat(
                                "Time to decision, median",
                                Unit.SECONDS,
                                "Half of the first decisions in the time range took longer.",
                                Query.of(
                                        "histogram_quantile(0.5, sum by (le) "
                                                + "(increase(assay_disposition_delay_seconds_bucket{@D}[$__range])))",
                                        "median")))
                .row(
                        "Open alerts",
                        graph(
                                "Open alerts by severity",
                                Unit.NUMBER,
                                "Alerts without a decision.",
                                Query.of("max by (severity) (assay_open_alerts{@A})", "{{severity}}")),
                        graph(
                                "Oldest open alert",
                                Unit.SECONDS,
                                "Its age, by severity.",
                                Query.of(
                                        "max by (severity) (assay_open_alert_oldest_age_seconds{@A})", "{{severity}}")),
                        graph(
                                "Share of the target used",
                                Unit.PERCENT,
                                "Age of the oldest open alert, divided by the time in "
                                        + "which a reviewer should have decided. Above 100% it is overdue.",
                                Query.of(
                                        "max by (severity) (assay_open_alert_oldest_age_seconds{@A}) / on (severity) "
                                                + "max by (severity) (assay_triage_target_seconds{@A})",
                                        "{{severity}}")))
                .row(
                        "Decisions",
                        graph(
                                "Time to decision",
                                Unit.SECONDS,
                                "From an alert to the first decision on it.",
                                Query.of(
                                        "histogram_quantile(0.5, sum by (le) "
                                                + "(rate(assay_disposition_delay_seconds_bucket{@D}[$__rate_interval])))",
                                        "p50"),
                                Query.of(
                                        "histogram_quantile(0.9, sum by (le) "
                                                + "(rate(assay_disposition_delay_seconds_bucket{@D}[$__rate_interval])))",
                                        "p90")),
                        graph(
                                "Alerts by last decision",
                                Unit.NUMBER,
                                "Alerts of the triage retention period that have a decision.",
                                Query.of("sum by (decision) (assay_triaged_alerts{@D})", "{{decision}}")),
                        graph(
                                "Decisions read",
                                Unit.NUMBER,
                                "Decisions per hour, by what became of them.",
                                Query.of(
                                        "sum by (outcome) (rate(assay_dispositions_total{@A}[$__rate_interval])) * 3600",
                                        "{{outcome}}")))
                .row(
                        "Precision",
                        graph(
                                "Precision and its interval",
                                Unit.PERCENT,
                                "Of the alerts confirmed or rejected, the share "
                                        + "confirmed, with the 95% interval of Wilson: where the true share is likely to be, given how "
                                        + "few or many were decided.",
                                Query.of(PRECISION, "{{detector}}"),
                                Query.of(wilson("-"), "{{detector}} at least"),
                                Query.of(wilson("+"), "{{detector}} at most")),
                        graph(
                                "Alerts decided",
                                Unit.NUMBER,
                                "Alerts confirmed or rejected, which the precision is of.",
                                Query.of(DECIDED, "{{detector}}")));
    }
}
