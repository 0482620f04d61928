package dev.assay.grafana;

/** PromQL that several panels need. */
final class Expressions {

    /** Alerts that reviewers confirmed or rejected, by detector. */
    static final String DECIDED = "sum by (detector) (assay_triaged_alerts{@D, decision=~\"confirmed|rejected\"})";

    /** Of them, the share confirmed. */
    static final String PRECISION = "sum by (detector) (assay_triaged_alerts{@D, decision=\"confirmed\"}) / " + DECIDED;

    /** The same, of all detectors together. */
    static final String CONFIRMED = "sum(assay_triaged_alerts{@D, decision=\"confirmed\"})"
            + " / sum(assay_triaged_alerts{@D, decision=~\"confirmed|rejected\"})";

    private Expressions() {}

    /** A quantile of a histogram, over all instances. */
    static String quantile(String q, String histogram) {
        return "histogram_quantile(" + q + ", sum by (le) (rate(" + histogram + "_bucket{@A}[$__rate_interval])))";
    }

    /** Of the verdicts of each detector that have one of the outcomes, the share that have the first. */
    static String share(String outcome, String ofOutcomes) {
        String rate = "sum by (detector) (rate(assay_verdicts_total{@D, outcome=~\"%s\"}[$__rate_interval]))";
        return rate.formatted(outcome) + " / " + rate.formatted(ofOutcomes);
    }

    /** One end of the 95% interval of Wilson (1927) of the precision. */
    static String wilson(String sign) {
        String p = "(" + PRECISION + ")";
        String n = DECIDED;
        return "(" + p + " + 1.92 / " + n + " " + sign + " 1.96 * sqrt(" + p + " * (1 - " + p + ") / " + n
                + " + 0.96 / (" + n + " * " + n + "))) / (1 + 3.84 / " + n + ")";
    }
}
