package dev.assay.grafana;

import static dev.assay.grafana.Expressions.CONFIRMED;
import static dev.assay.grafana.Expressions.share;
import static dev.assay.grafana.Panel.bars;
import static dev.assay.grafana.Panel.graph;
import static dev.assay.grafana.Panel.heatmap;
import static dev.assay.grafana.Panel.stat;

/** What the detectors find in the chats. */
final class SafetySignals {

    /** Of the tokens of a model's chats, the share at which a feature fires. */
    private static final String FEATURE_RATE = "sum by (model, feature) (increase(assay_model_feature_tokens_total{@A, "
            + "model=~\"$model\"}[$__range])) / on (model) group_left () sum by (model) "
            + "(increase(assay_model_tokens_total{@A, model=~\"$model\"}[$__range]))";

    private SafetySignals() {}

    static Dashboard dashboard() {
        return Dashboard.ofService(
                        "safety-signals",
                        "safety signals",
                        "What the detectors find in the chats. Scores describe the state of the reader, not of the model that "
                                + "wrote the chat.")
                .choose(Variable.DETECTOR)
                .choose(new Variable("model", "Chat model", "assay_model_tokens_total"))
                .row(
                        "At a glance",
                        stat(
                                "Alerts",
                                Unit.NUMBER,
                                "Alerts in the time range shown.",
                                Query.of("sum(increase(assay_alerts_total{@D}[$__range]))", "alerts")),
                        stat(
                                "Alerts held back",
                                Unit.NUMBER,
                                "Flagged turns in the time range that raised no alert, because the "
                                        + "same detector had raised one in the conversation shortly before.",
                                Query.of("sum(increase(assay_alerts_suppressed_total{@D}[$__range]))", "held back")),
                        stat(
                                "Turns judged",
                                Unit.NUMBER,
                                "Turns in the time range that all detectors judged.",
                                Query.of(
                                        "sum(increase(assay_turns_total{@A, outcome=\"judged\"}[$__range]))", "turns")),
                        stat(
                                "Confirmed by reviewers",
                                Unit.PERCENT,
                                "Of the alerts that reviewers confirmed or rejected, the "
                                        + "share they confirmed. Says nothing about what no detector flagged.",
                                Query.of(CONFIRMED, "confirmed")))
                .row(
                        "Alerts",
                        graph(
                                "Alerts by detector",
                                Unit.NUMBER,
                                "Alerts per hour.",
                                Query.of(
                                        "sum by (detector) (rate(assay_alerts_total{@D}[$__rate_interval])) * 3600",
                                        "{{detector}}")),
                        graph(
                                "Alerts by bundle",
                                Unit.NUMBER,
                                "Alerts per hour, by the bundle of the instance that raised them.",
                                Query.of(
                                        "sum by (bundle) (rate(assay_alerts_total{@D}[$__rate_interval]) * on (job, instance) group_left "
                                                + "(bundle) assay_bundle_info{@A}) * 3600",
                                        "{{bundle}}")),
                        graph(
                                "Alerts by severity",
                                Unit.NUMBER,
                                "Alerts per hour.",
                                Query.of(
                                        "sum by (severity) (rate(assay_alerts_total{@D}[$__rate_interval])) * 3600",
                                        "{{severity}}")),
                        graph(
                                "Alerts by category",
                                Unit.NUMBER,
                                "Alerts per hour, by what the detectors that raised them look for.",
                                Query.of(
                                        "sum by (category) (rate(assay_alerts_total{@D}[$__rate_interval]) * on (job, instance, detector) "
                                                + "group_left (category) assay_detector_info{@D}) * 3600",
                                        "{{category}}")))
                .row(
                        "Verdicts and scores",
                        graph(
                                "Flagged turns",
                                Unit.PERCENT,
                                "Share of the turns a detector judged that it flagged, shadow " + "detectors included.",
                                Query.of(share("flagged", "flagged|clear"), "{{detector}}")),
                        graph(
                                "Abstentions",
                                Unit.PERCENT,
                                "Share of the turns on which a detector abstained, because there was "
                                        + "too little text.",
                                Query.of(share("abstained", "flagged|clear|abstained"), "{{detector}}")),
                        graph(
                                "Score, 99th percentile",
                                Unit.PERCENT,
                                "Calibrated score that one turn in a hundred exceeds. "
                                        + "It moves before the alerts do.",
                                Query.of(
                                        "histogram_quantile(0.99, sum by (detector, le) "
                                                + "(rate(assay_detector_score_bucket{@D}[$__rate_interval])))",
                                        "{{detector}}")),
                        heatmap(
                                "Distribution of scores",
                                "Turns by calibrated score, of the detectors chosen above.",
                                "sum by (le) (increase(assay_detector_score_bucket{@D}[$__rate_interval]))"))
                .row(
                        "Chat models",
                        graph(
                                "Flagged turns by model",
                                Unit.PERCENT,
                                "Share of the verdicts on a model's chats that a detector "
                                        + "flagged, shadow detectors included. Compare a new version with the one before.",
                                Query.of(
                                        "sum by (model, detector) (rate(assay_model_verdicts_total{@D, model=~\"$model\", "
                                                + "outcome=\"flagged\"}[$__rate_interval])) / sum by (model, detector) "
                                                + "(rate(assay_model_verdicts_total{@D, model=~\"$model\", "
                                                + "outcome=~\"flagged|clear\"}[$__rate_interval]))",
                                        "{{model}}: {{detector}}")),
                        graph(
                                "Tokens by model",
                                Unit.PER_SECOND,
                                "Tokens per second of the turns judged, by the chat model.",
                                Query.of(
                                        "sum by (model) (rate(assay_model_tokens_total{@A, model=~\"$model\"}[$__rate_interval]))",
                                        "{{model}}")),
                        bars(
                                "Feature rates by model",
                                Unit.PERCENT,
                                "Share of tokens at which a feature fires, by chat model, "
                                        + "over the time range: the ten features that differ most between models. Labels are in the "
                                        + "bundle's catalogue.",
                                FEATURE_RATE + " and on (feature) topk(10, max by (feature) (" + FEATURE_RATE
                                        + ") - min by (feature) (" + FEATURE_RATE + "))",
                                "{{model}}: {{feature}}"))
                .row(
                        "What is read",
                        graph(
                                "Tokens by role",
                                Unit.PER_SECOND,
                                "Tokens per second of the turns judged, by who wrote the turn.",
                                Query.of(
                                        "sum by (role) (rate(assay_turn_tokens_total{@A}[$__rate_interval]))",
                                        "{{role}}")));
    }
}
