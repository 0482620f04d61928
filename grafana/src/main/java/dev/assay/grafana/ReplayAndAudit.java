package dev.assay.grafana;

import static dev.assay.grafana.Panel.bars;
import static dev.assay.grafana.Panel.graph;
import static dev.assay.grafana.Panel.stat;
import static dev.assay.grafana.Panel.table;

/** Can what was reported be reproduced? */
final class ReplayAndAudit {

    /** A run's processes end when it is done, and each has counted all of its alerts. */
    private static final String ALERTS = "max by (run, outcome) (max_over_time(assay_replay_alerts{@R%s}[$__range]))";

    private static final String DIFFERENT = ALERTS.formatted(", outcome!=\"identical\"");

    private ReplayAndAudit() {}

    static Dashboard dashboard() {
        return new Dashboard(
                        "replay",
                        "replay and audit",
                        "Can what was reported be reproduced? What processes of ./assay replay say, which are scraped while they "
                                + "run; their reports have the details.",
                        "assay_replay_info")
                .choose(new Variable("run", "Run", "assay_replay_info{job=~\"$job\"}"))
                .row(
                        "At a glance",
                        stat(
                                "Still to be taken",
                                Unit.NUMBER,
                                "Input records that no instance of the runs has taken yet, their warm-up included.",
                                Query.of("sum(max by (run) (assay_replay_remaining_records{@R}))", "records")),
                        stat(
                                "Turns judged again",
                                Unit.PER_SECOND,
                                "Turns per second, those of the warm-up included.",
                                Query.of("sum(rate(assay_replay_turns_total{@R}[$__rate_interval]))", "turns")),
                        stat(
                                "Identical alerts",
                                Unit.NUMBER,
                                "Alerts in the time range that came out as they were raised.",
                                Query.of("sum(" + ALERTS.formatted(", outcome=\"identical\"") + ")", "alerts")),
                        stat(
                                "Alerts that differ",
                                Unit.NUMBER,
                                "Alerts in the time range that came out changed, are missing or are new, whatever the bundle.",
                                Query.of("sum(" + DIFFERENT + ")", "alerts")),
                        stat(
                                "Not reproduced",
                                Unit.NUMBER,
                                "Runs in the time range with the bundle and the engine of then whose alerts differ. Anything "
                                        + "above 0 needs an explanation.",
                                Query.of(
                                        "sum((sum by (run) (" + DIFFERENT + ") > bool 0) * on (run) max by (run) "
                                                + "(max_over_time(assay_replay_reproduction{@R}[$__range])))",
                                        "runs")))
                .row(
                        "Progress",
                        graph(
                                "Done",
                                Unit.PERCENT,
                                "Of the input that a run takes, the share taken, its warm-up included.",
                                Query.of(
                                        "1 - max by (run) (assay_replay_remaining_records{@R}) / max by (run) "
                                                + "(assay_replay_records{@R} > 0)",
                                        "{{run}}")),
                        graph(
                                "Turns judged again",
                                Unit.PER_SECOND,
                                "Turns per second of each run, those of the warm-up included.",
                                Query.of(
                                        "sum by (run) (rate(assay_replay_turns_total{@R}[$__rate_interval]))",
                                        "{{run}}")),
                        graph(
                                "Still to be taken",
                                Unit.NUMBER,
                                "Input records that no instance of a run has taken yet.",
                                Query.of("max by (run) (assay_replay_remaining_records{@R})", "{{run}}")))
                .row(
                        "What came of it",
                        bars(
                                "Alerts by outcome",
                                Unit.NUMBER,
                                "Alerts of the runs in the time range: identical, changed, missing (raised only then) or new "
                                        + "(only now). With another bundle differences are expected.",
                                ALERTS.formatted(""),
                                "{{run}}: {{outcome}}"),
                        bars(
                                "Must be reproduced",
                                Unit.NUMBER,
                                "1 for runs with the bundle and the engine of then, whose alerts must all be identical; 0 for "
                                        + "others.",
                                "max by (run) (max_over_time(assay_replay_reproduction{@R}[$__range]))",
                                "{{run}}"),
                        table(
                                "Runs",
                                "Processes that run now, with the bundle each judges with.",
                                "assay_replay_info{@R}"));
    }
}
