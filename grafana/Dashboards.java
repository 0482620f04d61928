import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the Grafana dashboards: {@code java grafana/Dashboards.java [DIRECTORY]}, by default {@code
 * grafana/dashboards}. Needs nothing but a JDK. To change a panel, change it here and run this.
 */
public final class Dashboards {

    private static final String ASSAY = "job=~\"$job\", instance=~\"$instance\"";
    private static final String DETECTOR = ASSAY + ", detector=~\"$detector\"";
    private static final Map<String, Object> DATASOURCE = object("type", "prometheus", "uid", "${datasource}");
    private static final int COLUMNS = 24;

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args.length > 0 ? args[0] : "grafana/dashboards");
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("service-health.json"), json(serviceHealth(), "") + "\n");
        Files.writeString(directory.resolve("safety-signals.json"), json(safetySignals(), "") + "\n");
    }

    private static Map<String, Object> serviceHealth() {
        Board board = new Board();
        board.row("At a glance");
        board.add(stat("Instances running", "short", "Instances whose Kafka Streams is running.",
                query("sum(assay_streams_state{@A, state=\"running\"})", "running")));
        board.add(stat("Turns judged", "ops", "Turns per second that all detectors have judged.",
                query("sum(rate(assay_turns_total{@A, outcome=\"judged\"}[$__rate_interval]))", "turns")));
        board.add(stat("Latency, 99th percentile", "s", "Time from a turn's record timestamp to its verdicts.",
                query(quantile("0.99", "assay_decision_latency_seconds_bucket"), "p99")));
        board.add(stat("Input lag", "short", "Records in the input topic that no instance has taken yet.",
                query("sum(assay_input_lag_records{@A})", "records")));
        board.add(stat("Dead letters", "ops", "Records or turns per second that could not be read.",
                query("sum(rate(assay_dead_letters_total{@A}[$__rate_interval])) or vector(0)", "dead letters")));
        board.add(stat("Failed reads", "ops", "Reads per second that ended without scores. Their turns are read again.",
                query("sum(rate(assay_failed_reads_total{@A}[$__rate_interval]))", "failed reads")));

        board.row("Does it keep up?");
        board.add(graph("Turns", "ops", "Turns per second, judged or dropped because they were delivered before.",
                query("sum by (outcome) (rate(assay_turns_total{@A}[$__rate_interval]))", "{{outcome}}")));
        board.add(graph("Latency", "s", "Time from a turn's record timestamp to its verdicts. Means nothing while old "
                        + "records are read again.",
                query(quantile("0.5", "assay_decision_latency_seconds_bucket"), "p50"),
                query(quantile("0.95", "assay_decision_latency_seconds_bucket"), "p95"),
                query(quantile("0.99", "assay_decision_latency_seconds_bucket"), "p99")));
        board.add(graph("Input lag by partition", "short", "Records not taken yet. One partition that grows alone has a "
                        + "conversation or an instance that holds it up.",
                query("sum by (partition) (assay_input_lag_records{@A})", "{{partition}}")));
        board.add(graph("Dead letters by stage and reason", "ops", "Input per second that could not be read.",
                query("sum by (stage, reason) (rate(assay_dead_letters_total{@A}[$__rate_interval]))",
                        "{{stage}}: {{reason}}")));
        board.add(graph("State of Kafka Streams", "short", "Instances in each state.",
                query("sum by (state) (assay_streams_state{@A}) > 0", "{{state}}")));

        board.row("Reader");
        board.add(graph("Tokens read", "ops", "Tokens per second through the engine, and padding besides.",
                query("sum(rate(assay_reader_tokens_total{@A}[$__rate_interval]))", "tokens"),
                query("sum(rate(assay_reader_padding_tokens_total{@A}[$__rate_interval]))", "padding")));
        board.add(graph("Turns in flight", "short", "Turns handed to the reader whose verdicts are not out yet.",
                query("sum by (instance) (assay_turns_in_flight{@A})", "{{instance}}")));
        board.add(graph("Waiting for the reader", "percentunit", "Share of time that stream threads wait because the "
                        + "reader has all the turns it may have. May exceed 100% with several threads.",
                query("sum by (instance) (rate(assay_back_pressure_seconds_total{@A}[$__rate_interval]))",
                        "{{instance}}")));
        board.add(graph("Time of a batch", "s", "Time the engine takes for one batch.",
                query(quantile("0.5", "assay_batch_duration_seconds_bucket"), "p50"),
                query(quantile("0.99", "assay_batch_duration_seconds_bucket"), "p99")));
        board.add(graph("Windows in a batch", "short", "Mean number of windows in the batches of the interval.",
                query("sum(rate(assay_batch_rows_sum{@A}[$__rate_interval]))"
                        + " / sum(rate(assay_batch_rows_count{@A}[$__rate_interval]))", "mean")));
        board.add(graph("Time of a read", "s", "From handing a turn to the reader to taking its scores, waiting for a "
                        + "batch included.",
                query(quantile("0.5", "assay_reading_duration_seconds_bucket"), "p50"),
                query(quantile("0.99", "assay_reading_duration_seconds_bucket"), "p99")));

        board.row("Process");
        board.add(graph("Memory", "bytes", "Resident memory of the process and used heap.",
                query("sum by (instance) (process_resident_memory_bytes{@A})", "{{instance}} resident"),
                query("sum by (instance) (jvm_memory_bytes_used{@A, area=\"heap\"})", "{{instance}} heap")));
        board.add(graph("Processors", "short", "Processors in use.",
                query("sum by (instance) (rate(process_cpu_seconds_total{@A}[$__rate_interval]))", "{{instance}}")));
        board.add(graph("Garbage collection", "percentunit", "Share of time spent collecting garbage.",
                query("sum by (instance) (rate(jvm_gc_collection_seconds_sum{@A}[$__rate_interval]))", "{{instance}}")));

        board.row("What runs");
        board.add(table("Bundle", "The bundle each instance uses.", "assay_bundle_info{@A}"));
        board.add(table("Engine", "What runs the reader.", "assay_engine_info{@A}"));
        board.add(table("Build", "Version of Assay and of Java.", "assay_build_info{@A}"));
        return dashboard("assay-service-health", "Assay: service health",
                "Is Assay up, does it keep up, and what limits it?", board, List.of());
    }

    private static Map<String, Object> safetySignals() {
        Board board = new Board();
        board.row("At a glance");
        board.add(stat("Alerts", "short", "Alerts in the time range shown.",
                query("sum(increase(assay_alerts_total{@D}[$__range]))", "alerts")));
        board.add(stat("Alerts held back", "short", "Flagged turns in the time range that raised no alert, because the "
                        + "same detector had raised one in the conversation shortly before.",
                query("sum(increase(assay_alerts_suppressed_total{@D}[$__range]))", "held back")));
        board.add(stat("Turns judged", "short", "Turns in the time range that all detectors judged.",
                query("sum(increase(assay_turns_total{@A, outcome=\"judged\"}[$__range]))", "turns")));
        board.add(stat("Confirmed by reviewers", "percentunit", "Of the alerts that reviewers confirmed or rejected, the "
                        + "share they confirmed. Says nothing about what no detector flagged.",
                query("sum(assay_triaged_alerts{@D, decision=\"confirmed\"})"
                        + " / sum(assay_triaged_alerts{@D, decision=~\"confirmed|rejected\"})", "confirmed")));

        board.row("Alerts");
        board.add(graph("Alerts by detector", "short", "Alerts per hour.",
                query("sum by (detector) (rate(assay_alerts_total{@D}[$__rate_interval])) * 3600", "{{detector}}")));
        board.add(graph("Alerts by severity", "short", "Alerts per hour.",
                query("sum by (severity) (rate(assay_alerts_total{@D}[$__rate_interval])) * 3600", "{{severity}}")));

        board.row("Verdicts and scores");
        board.add(graph("Flagged turns", "percentunit", "Share of the turns a detector judged that it flagged, shadow "
                        + "detectors included.",
                query(share("flagged", "flagged|clear"), "{{detector}}")));
        board.add(graph("Abstentions", "percentunit", "Share of the turns on which a detector abstained, because there was "
                        + "too little text.",
                query(share("abstained", "flagged|clear|abstained"), "{{detector}}")));
        board.add(graph("Score, 99th percentile", "percentunit", "Calibrated score that one turn in a hundred exceeds. "
                        + "It moves before the alerts do.",
                query("histogram_quantile(0.99, sum by (detector, le) "
                        + "(rate(assay_detector_score_bucket{@D}[$__rate_interval])))", "{{detector}}")));
        board.add(heatmap("Distribution of scores", "Turns by calibrated score, of the detectors chosen above.",
                "sum by (le) (increase(assay_detector_score_bucket{@D}[$__rate_interval]))"));

        board.row("Reviewers");
        board.add(graph("Alerts by last decision", "short", "Alerts of the triage retention period that have a decision.",
                query("sum by (decision) (assay_triaged_alerts{@D})", "{{decision}}")));
        board.add(graph("Confirmed by detector", "percentunit", "Of the alerts confirmed or rejected, the share confirmed.",
                query("sum by (detector) (assay_triaged_alerts{@D, decision=\"confirmed\"})"
                        + " / sum by (detector) (assay_triaged_alerts{@D, decision=~\"confirmed|rejected\"})",
                        "{{detector}}")));
        board.add(graph("Decisions read", "short", "Decisions per hour, by what became of them.",
                query("sum by (outcome) (rate(assay_dispositions_total{@A}[$__rate_interval])) * 3600", "{{outcome}}")));

        board.row("What is read");
        board.add(graph("Tokens by role", "ops", "Tokens per second of the turns judged, by who wrote the turn.",
                query("sum by (role) (rate(assay_turn_tokens_total{@A}[$__rate_interval]))", "{{role}}")));
        return dashboard("assay-safety-signals", "Assay: safety signals",
                "What the detectors find in the chats. Scores describe the state of the reader, not of the model that "
                        + "wrote the chat.",
                board, List.of(choice("detector", "Detector", "label_values(assay_verdicts_total, detector)")));
    }

    private static String quantile(String q, String buckets) {
        return "histogram_quantile(" + q + ", sum by (le) (rate(" + buckets + "{@A}[$__rate_interval])))";
    }

    private static String share(String outcome, String ofOutcomes) {
        String rate = "sum by (detector) (rate(assay_verdicts_total{@D, outcome=~\"%s\"}[$__rate_interval]))";
        return rate.formatted(outcome) + " / " + rate.formatted(ofOutcomes);
    }

    /** Lays panels out from left to right, in rows. */
    private static final class Board {
        private final List<Object> panels = new ArrayList<>();
        private int x;
        private int y;
        private int height;

        void row(String title) {
            startLine();
            place(object("type", "row", "title", title, "collapsed", false, "panels", List.of()), COLUMNS, 1);
        }

        void add(Map<String, Object> panel) {
            boolean small = panel.get("type").equals("stat");
            place(panel, small ? 4 : 8, small ? 4 : 8);
        }

        private void place(Map<String, Object> panel, int width, int tall) {
            if (x + width > COLUMNS) {
                startLine();
            }
            panel.put("id", panels.size() + 1);
            panel.put("gridPos", object("x", x, "y", y, "w", width, "h", tall));
            panels.add(panel);
            x += width;
            height = tall;
        }

        private void startLine() {
            x = 0;
            y += height;
            height = 0;
        }
    }

    private static Map<String, Object> stat(String title, String unit, String description, Map<String, Object> query) {
        Map<String, Object> panel = panel("stat", title, unit, description, query);
        panel.put("options", object("reduceOptions", object("calcs", List.of("lastNotNull"), "values", false)));
        return panel;
    }

    @SafeVarargs
    private static Map<String, Object> graph(
            String title, String unit, String description, Map<String, Object>... queries) {
        Map<String, Object> panel = panel("timeseries", title, unit, description, queries);
        panel.put("options", object(
                "legend", object("displayMode", "list", "placement", "bottom", "showLegend", true),
                "tooltip", object("mode", "multi", "sort", "desc")));
        return panel;
    }

    private static Map<String, Object> heatmap(String title, String description, String expression) {
        Map<String, Object> query = query(expression, "{{le}}");
        query.put("format", "heatmap");
        Map<String, Object> panel = panel("heatmap", title, "short", description, query);
        panel.put("options", object("calculate", false, "yAxis", object("unit", "percentunit"),
                "color", object("mode", "scheme", "scheme", "Oranges", "steps", 64)));
        return panel;
    }

    private static Map<String, Object> table(String title, String description, String expression) {
        Map<String, Object> query = query(expression, "");
        query.put("format", "table");
        query.put("instant", true);
        query.put("range", false);
        Map<String, Object> panel = panel("table", title, "short", description, query);
        Map<String, Object> hidden = object("Time", true, "Value", true, "__name__", true, "job", true);
        panel.put("transformations", List.of(object("id", "organize", "options", object("excludeByName", hidden))));
        return panel;
    }

    @SafeVarargs
    private static Map<String, Object> panel(
            String type, String title, String unit, String description, Map<String, Object>... queries) {
        for (int i = 0; i < queries.length; i++) {
            queries[i].put("refId", String.valueOf((char) ('A' + i)));
        }
        return object("type", type, "title", title, "description", description, "datasource", DATASOURCE,
                "fieldConfig", object("defaults", object("unit", unit, "min", 0), "overrides", List.of()),
                "targets", List.of((Object[]) queries));
    }

    /** {@code @A} and {@code @D} stand for the label matchers of the dashboard's variables. */
    private static Map<String, Object> query(String expression, String legend) {
        return object("datasource", DATASOURCE, "expr", expression.replace("@A", ASSAY).replace("@D", DETECTOR),
                "legendFormat", legend);
    }

    private static Map<String, Object> dashboard(
            String uid, String title, String description, Board board, List<Object> moreVariables) {
        List<Object> variables = new ArrayList<>();
        variables.add(object("name", "datasource", "label", "Data source", "type", "datasource", "query", "prometheus"));
        variables.add(choice("job", "Job", "label_values(assay_build_info, job)"));
        variables.add(choice("instance", "Instance", "label_values(assay_build_info{job=~\"$job\"}, instance)"));
        variables.addAll(moreVariables);
        return object("uid", uid, "title", title, "description", description, "tags", List.of("assay"),
                "schemaVersion", 39, "version", 1, "editable", false, "graphTooltip", 1, "refresh", "30s",
                "time", object("from", "now-6h", "to", "now"), "timezone", "",
                "links", List.of(object("type", "dashboards", "title", "Assay", "tags", List.of("assay"),
                        "asDropdown", false, "includeVars", true, "keepTime", true)),
                "templating", object("list", variables), "annotations", object("list", List.of()),
                "panels", board.panels);
    }

    /** A variable of which several values, or all, may be chosen. */
    private static Map<String, Object> choice(String name, String label, String values) {
        return object("name", name, "label", label, "type", "query", "datasource", DATASOURCE,
                "query", object("query", values, "refId", name), "definition", values, "refresh", 2, "sort", 1,
                "multi", true, "includeAll", true, "allValue", ".*",
                "current", object("text", List.of("All"), "value", List.of("$__all")));
    }

    private static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    /** Maps, lists, strings, numbers and booleans as JSON. */
    private static String json(Object value, String indent) {
        String inner = indent + "  ";
        if (value instanceof Map<?, ?> map) {
            List<String> members = new ArrayList<>();
            map.forEach((name, member) -> members.add(json(name, inner) + ": " + json(member, inner)));
            return enclose("{", members, "}", indent);
        } else if (value instanceof List<?> list) {
            return enclose("[", list.stream().map(element -> json(element, inner)).toList(), "]", indent);
        } else if (value instanceof String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        return String.valueOf(value);
    }

    private static String enclose(String open, List<String> parts, String close, String indent) {
        String start = "\n" + indent + "  ";
        return parts.isEmpty() ? open + close : open + start + String.join("," + start, parts) + "\n" + indent + close;
    }
}
