package dev.assay.grafana;

import java.util.ArrayList;
import java.util.List;

/**
 * One dashboard, whose panels are laid out from left to right, in rows. Put together by one thread.
 *
 * <p>Every dashboard has the variables {@code datasource}, {@code job} and {@code instance}, marks changes of the bundle and
 * links to the others.
 */
final class Dashboard {

    private static final JsonObject BUNDLE_CHANGES = new JsonObject()
            .with("name", "Bundle changes")
            .with("datasource", Query.DATASOURCE)
            .with("enable", true)
            .with("iconColor", "blue")
            .with("titleFormat", "Bundle {{name}}")
            .with("textFormat", "{{bundle}}")
            .with(
                    "expr",
                    Query.filled("count by (bundle, name) (assay_bundle_info{@A}) unless count by (bundle, name) "
                            + "(assay_bundle_info{@A} offset 5m)"));

    private static final JsonObject LINK_TO_ALL = new JsonObject()
            .with("type", "dashboards")
            .with("title", "Assay")
            .with("tags", List.of("assay"))
            .with("asDropdown", false)
            .with("includeVars", true)
            .with("keepTime", true);

    private final String name;
    private final String title;
    private final String description;
    private final List<Variable> variables = new ArrayList<>();
    private final List<Object> panels = new ArrayList<>();
    private int x;
    private int y;
    private int height;

    /**
     * @param name of the file, and with {@code assay-} before it of the dashboard's address
     * @param description what it answers
     * @param about the metric whose jobs and instances are chosen from
     */
    Dashboard(String name, String title, String description, String about) {
        this.name = name;
        this.title = title;
        this.description = description;
        variables.add(new Variable("job", "Job", about));
        variables.add(new Variable("instance", "Instance", about + "{job=~\"$job\"}"));
    }

    /** About instances of the service. */
    static Dashboard ofService(String name, String title, String description) {
        return new Dashboard(name, title, description, "assay_build_info");
    }

    String name() {
        return name;
    }

    Dashboard choose(Variable variable) {
        variables.add(variable);
        return this;
    }

    Dashboard row(String rowTitle, Panel... rowPanels) {
        startLine();
        place(Panel.row(rowTitle));
        for (Panel panel : rowPanels) {
            place(panel);
        }
        return this;
    }

    private void place(Panel panel) {
        if (x + panel.width() > Panel.COLUMNS) {
            startLine();
        }
        JsonObject position = new JsonObject()
                .with("x", x)
                .with("y", y)
                .with("w", panel.width())
                .with("h", panel.height());
        panels.add(new JsonObject()
                .withAll(panel.json())
                .with("id", panels.size() + 1)
                .with("gridPos", position));
        x += panel.width();
        height = panel.height();
    }

    private void startLine() {
        x = 0;
        y += height;
        height = 0;
    }

    JsonObject json() {
        List<Object> choices = new ArrayList<>();
        choices.add(new JsonObject()
                .with("name", "datasource")
                .with("label", "Data source")
                .with("type", "datasource")
                .with("query", "prometheus"));
        variables.forEach(variable -> choices.add(variable.json()));
        return new JsonObject()
                .with("uid", "assay-" + name)
                .with("title", "Assay: " + title)
                .with("description", description)
                .with("tags", List.of("assay"))
                .with("schemaVersion", 39)
                .with("version", 1)
                .with("editable", false)
                .with("graphTooltip", 1)
                .with("refresh", "30s")
                .with("time", new JsonObject().with("from", "now-6h").with("to", "now"))
                .with("timezone", "")
                .with("links", List.of(LINK_TO_ALL))
                .with("templating", new JsonObject().with("list", choices))
                .with("annotations", new JsonObject().with("list", List.of(BUNDLE_CHANGES)))
                .with("panels", panels);
    }
}
