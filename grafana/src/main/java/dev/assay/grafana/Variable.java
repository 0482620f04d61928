package dev.assay.grafana;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A label among whose values whoever looks at a dashboard chooses, several or all.
 *
 * @param name of the label, by which queries refer to the choice
 * @param title above the choice
 * @param series which have the label, a metric with or without matchers
 */
record Variable(String name, String title, String series) {

    static final Variable DETECTOR = new Variable("detector", "Detector", "assay_verdicts_total");

    Variable {
        requireNonNull(name, "name");
        requireNonNull(title, "title");
        requireNonNull(series, "series");
    }

    JsonObject json() {
        String values = "label_values(" + series + ", " + name + ")";
        return new JsonObject()
                .with("name", name)
                .with("label", title)
                .with("type", "query")
                .with("datasource", Query.DATASOURCE)
                .with("query", new JsonObject().with("query", values).with("refId", name))
                .with("definition", values)
                .with("refresh", 2)
                .with("sort", 1)
                .with("multi", true)
                .with("includeAll", true)
                .with("allValue", ".*")
                .with("current", new JsonObject().with("text", List.of("All")).with("value", List.of("$__all")));
    }
}
