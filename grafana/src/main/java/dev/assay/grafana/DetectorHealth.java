package dev.assay.grafana;

import static dev.assay.grafana.Expressions.PRECISION;
import static dev.assay.grafana.Expressions.share;
import static dev.assay.grafana.Panel.graph;
import static dev.assay.grafana.Panel.stat;
import static dev.assay.grafana.Panel.table;

/** Do the detectors still detect? */
final class DetectorHealth {

    private DetectorHealth() {}

    private static String above(String score) {
        return "1 - sum by (detector) (rate(assay_detector_score_bucket{@D, le=\"" + score
                + "\"}[$__rate_interval])) / sum by (detector) (rate(assay_detector_score_count{@D}[$__rate_interval]))";
    }

    /**
     * Whether a detector is active or a shadow, as a label of series that have the label {@code detector}. While a bundle
     * is rolled out that makes one of the other it may be both: then one of the two is said.
     */
    private static String withMode(String expression) {
        return expression + " * on (detector) group_left (mode) topk by (detector) (1, max by (detector, mode) "
                + "(assay_detector_info{@D}))";
    }

    static Dashboard dashboard() {
        return Dashboard.ofService(
                        "detector-health",
                        "detector health",
                        "Do the detectors still detect, and do they see the kind of text they were calibrated on?")
                .choose(Variable.DETECTOR)
                .row(
                        "Canaries",
                        stat(
                                "Harmful ones detected",
                                Unit.PERCENT,
                                "Of the harmful canaries that came out in the time range, "
                                        + "the share that was flagged. Anything below 100% is wrong.",
                                Query.of(
                                        "sum(increase(assay_canaries_total{@A, kind=\"harmful\", outcome=\"flagged\"}[$__range]))"
                                                + " / sum(increase(assay_canaries_total{@A, kind=\"harmful\"}[$__range]))",
                                        "detected")),
                        stat(
                                "Benign ones left alone",
                                Unit.PERCENT,
                                "Of the benign canaries that came out in the time range, the "
                                        + "share that was not flagged. Anything below 100% is wrong.",
                                Query.of(
                                        "sum(increase(assay_canaries_total{@A, kind=\"benign\", outcome=\"clear\"}[$__range]))"
                                                + " / sum(increase(assay_canaries_total{@A, kind=\"benign\"}[$__range]))",
                                        "left alone")),
                        graph(
                                "Canaries",
                                Unit.NUMBER,
                                "Canaries per minute, sent and come out.",
                                Query.of(
                                        "sum by (kind) (rate(assay_canaries_sent_total{@A}[$__rate_interval])) * 60",
                                        "sent: {{kind}}"),
                                Query.of(
                                        "sum by (kind, outcome) (rate(assay_canaries_total{@A}[$__rate_interval])) * 60",
                                        "{{kind}}: {{outcome}}")))
                .row(
                        "Drift from the bundle's reference",
                        stat(
                                "Largest index",
                                Unit.NUMBER,
                                "Population stability index of the feature that has drifted most, over 6 "
                                        + "hours. Below 0.1 nothing has changed, above 0.25 much has.",
                                Query.of("max(assay:feature_psi:share6h{job=~\"$job\"})", "index")),
                        graph(
                                "Population stability index",
                                Unit.NUMBER,
                                "Of the ten features that have drifted most, over 6 hours. "
                                        + "Labels are in the bundle's catalogue.",
                                Query.of(
                                        "topk(10, max by (feature) (assay:feature_psi:share6h{job=~\"$job\"}))",
                                        "{{feature}}")),
                        graph(
                                "Firing rate against the reference",
                                Unit.NUMBER,
                                "How many times as often as on the reference texts a "
                                        + "feature fires: the ten that fire most often by this measure.",
                                Query.of(
                                        "topk(10, (1 - sum by (feature) (rate(assay_feature_tokens_total{@A, "
                                                + "band=\"silent\"}[$__rate_interval])) / sum by (feature) "
                                                + "(rate(assay_feature_tokens_total{@A}[$__rate_interval]))) / (1 - max by (feature) "
                                                + "(assay_feature_reference_ratio{@A, band=\"silent\"})))",
                                        "{{feature}}")))
                .row(
                        "Scores",
                        graph(
                                "Score, median",
                                Unit.PERCENT,
                                "Calibrated score that half of the turns exceed. It moves with the "
                                        + "text that is read.",
                                Query.of(
                                        "histogram_quantile(0.5, sum by (detector, le) "
                                                + "(rate(assay_detector_score_bucket{@D}[$__rate_interval])))",
                                        "{{detector}}")),
                        graph(
                                "Turns above 0.5 and above 0.9",
                                Unit.PERCENT,
                                "Share of the turns a detector judged whose score "
                                        + "exceeds 0.5 or 0.9, whatever its threshold.",
                                Query.of(above("0.5"), "{{detector}} above 0.5"),
                                Query.of(above("0.9"), "{{detector}} above 0.9")),
                        graph(
                                "Abstentions",
                                Unit.PERCENT,
                                "Share of the turns on which a detector abstained, because there was "
                                        + "too little text.",
                                Query.of(share("abstained", "flagged|clear|abstained"), "{{detector}}")))
                .row(
                        "Shadow and active",
                        graph(
                                "Flagged turns",
                                Unit.PERCENT,
                                "Share of the turns a detector judged that it flagged. A shadow that is to replace an "
                                        + "active detector of its category should flag about as many.",
                                Query.of(
                                        withMode("(" + share("flagged", "flagged|clear") + ")"),
                                        "{{mode}}: {{detector}}")),
                        graph(
                                "Score, 99th percentile",
                                Unit.PERCENT,
                                "Calibrated score that one turn in a hundred exceeds, of shadow and of active "
                                        + "detectors.",
                                Query.of(
                                        withMode("histogram_quantile(0.99, sum by (detector, le) "
                                                + "(rate(assay_detector_score_bucket{@D}[$__rate_interval])))"),
                                        "{{mode}}: {{detector}}")),
                        table(
                                "Detectors",
                                "What each detector of the bundle looks for, and whether it is active or a shadow.",
                                "assay_detector_info{@D}"))
                .row(
                        "Calibration",
                        graph(
                                "Precision, expected and found",
                                Unit.PERCENT,
                                "Mean score of the alerts of the time range, and of those that "
                                        + "reviewers decided the share they confirmed. Scores were calibrated on labelled texts, which are "
                                        + "harmful more often than chats, so less is found than expected: watch whether the distance changes.",
                                Query.of(
                                        "sum by (detector) (increase(assay_alert_scores_total{@D}[$__range])) / sum by (detector) "
                                                + "(increase(assay_alerts_total{@D}[$__range]))",
                                        "{{detector}} expected"),
                                Query.of(PRECISION, "{{detector}} found")),
                        graph(
                                "Score, mean",
                                Unit.PERCENT,
                                "Mean calibrated score of the turns a detector judged. It moves with the mixture of "
                                        + "what is read, and long before the alerts do.",
                                Query.of(
                                        "sum by (detector) (rate(assay_detector_score_sum{@D}[$__rate_interval])) / sum by (detector) "
                                                + "(rate(assay_detector_score_count{@D}[$__rate_interval]))",
                                        "{{detector}}")));
    }
}
