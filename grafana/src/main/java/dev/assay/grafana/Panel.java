package dev.assay.grafana;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * A panel, or the title of a row of them.
 *
 * @param json as Grafana reads it, without its place
 * @param width in columns, of {@link #COLUMNS}
 * @param height in Grafana's lines
 */
record Panel(JsonObject json, int width, int height) {

    static final int COLUMNS = 24;

    private static final JsonObject LAST =
            new JsonObject().with("calcs", List.of("lastNotNull")).with("values", false);

    Panel {
        requireNonNull(json, "json");
    }

    static Panel row(String title) {
        JsonObject row = new JsonObject()
                .with("type", "row")
                .with("title", title)
                .with("collapsed", false)
                .with("panels", List.of());
        return new Panel(row, COLUMNS, 1);
    }

    /** One number, the last. */
    static Panel stat(String title, Unit unit, String description, Query query) {
        JsonObject panel = panel("stat", title, unit, description, List.of(query));
        return new Panel(panel.with("options", new JsonObject().with("reduceOptions", LAST)), 4, 4);
    }

    /** Lines over time. */
    static Panel graph(String title, Unit unit, String description, Query... queries) {
        JsonObject legend = new JsonObject()
                .with("displayMode", "list")
                .with("placement", "bottom")
                .with("showLegend", true);
        JsonObject tooltip = new JsonObject().with("mode", "multi").with("sort", "desc");
        return large(panel("timeseries", title, unit, description, List.of(queries))
                .with("options", new JsonObject().with("legend", legend).with("tooltip", tooltip)));
    }

    /** The values at the end of the time range, side by side. */
    static Panel bars(String title, Unit unit, String description, String expression, String legend) {
        Query query = new Query(expression, legend, Query.Format.NOW);
        JsonObject options = new JsonObject()
                .with("orientation", "horizontal")
                .with("displayMode", "basic")
                .with("reduceOptions", LAST);
        return large(panel("bargauge", title, unit, description, List.of(query)).with("options", options));
    }

    /** How a distribution of shares moves. */
    static Panel heatmap(String title, String description, String expression) {
        Query query = new Query(expression, "{{le}}", Query.Format.BUCKETS);
        JsonObject colour = new JsonObject()
                .with("mode", "scheme")
                .with("scheme", "Oranges")
                .with("steps", 64);
        JsonObject options = new JsonObject()
                .with("calculate", false)
                .with("yAxis", new JsonObject().with("unit", Unit.PERCENT.id()))
                .with("color", colour);
        return large(panel("heatmap", title, Unit.NUMBER, description, List.of(query))
                .with("options", options));
    }

    /** The labels of series whose value says nothing, a row each. */
    static Panel table(String title, String description, String expression) {
        Query query = new Query(expression, "", Query.Format.TABLE);
        JsonObject hidden = new JsonObject()
                .with("Time", true)
                .with("Value", true)
                .with("__name__", true)
                .with("job", true);
        JsonObject organize =
                new JsonObject().with("id", "organize").with("options", new JsonObject().with("excludeByName", hidden));
        return large(panel("table", title, Unit.NUMBER, description, List.of(query))
                .with("transformations", List.of(organize)));
    }

    private static Panel large(JsonObject panel) {
        return new Panel(panel, 8, 8);
    }

    private static JsonObject panel(String type, String title, Unit unit, String description, List<Query> queries) {
        List<Object> targets = new ArrayList<>();
        for (Query query : queries) {
            targets.add(query.json(String.valueOf((char) ('A' + targets.size()))));
        }
        JsonObject defaults = new JsonObject().with("unit", unit.id()).with("min", 0);
        return new JsonObject()
                .with("type", type)
                .with("title", title)
                .with("description", description)
                .with("datasource", Query.DATASOURCE)
                .with("fieldConfig", new JsonObject().with("defaults", defaults).with("overrides", List.of()))
                .with("targets", targets);
    }
}
