package dev.assay.grafana;

import static java.util.Objects.requireNonNull;

/**
 * A PromQL expression of a panel.
 *
 * @param expression in which {@code @A}, {@code @D} and {@code @R} stand for the label matchers of the dashboard's variables:
 *     job and instance, besides them the detector, besides them the run of a replay
 * @param legend names a series by its labels, {@code {{detector}}}
 * @param format what Grafana makes of the answer
 */
record Query(String expression, String legend, Format format) {

    /** How an answer is taken. */
    enum Format {
        /** Values over the time range shown. */
        SERIES,
        /** The values at its end. */
        NOW,
        /** The series at its end, a row each. */
        TABLE,
        /** Counts by the label {@code le}, over the time range shown. */
        BUCKETS
    }

    /** Where every query and variable looks. */
    static final JsonObject DATASOURCE =
            new JsonObject().with("type", "prometheus").with("uid", "${datasource}");

    private static final String INSTANCES = "job=~\"$job\", instance=~\"$instance\"";

    Query {
        requireNonNull(legend, "legend");
        requireNonNull(format, "format");
        expression = filled(expression);
    }

    static Query of(String expression, String legend) {
        return new Query(expression, legend, Format.SERIES);
    }

    /** With the matchers written out. */
    static String filled(String expression) {
        return expression
                .replace("@A", INSTANCES)
                .replace("@D", INSTANCES + ", detector=~\"$detector\"")
                .replace("@R", INSTANCES + ", run=~\"$run\"");
    }

    /** @param refId tells the queries of a panel apart */
    JsonObject json(String refId) {
        JsonObject query = new JsonObject()
                .with("datasource", DATASOURCE)
                .with("expr", expression)
                .with("legendFormat", legend);
        switch (format) {
            case SERIES -> {}
            case BUCKETS -> query.with("format", "heatmap");
            case NOW -> query.with("instant", true).with("range", false);
            case TABLE -> query.with("format", "table").with("instant", true).with("range", false);
        }
        return query.with("refId", refId);
    }
}
