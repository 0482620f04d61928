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
    private static final Map<String, Object> DETECTORS =
            choice("detector", "Detector", "label_values(assay_verdicts_total, detector)");
    private static final Map<String, Object> BUNDLE_CHANGES = object("name", "Bundle changes", "datasource", DATASOURCE,
            "enable", true, "iconColor", "blue", "titleFormat", "Bundle {{name}}", "textFormat", "{{bundle}}",
            "expr", "count by (bundle, name) (assay_bundle_info{" + ASSAY + "}) unless count by (bundle, name) "
                    + "(assay_bundle_info{" + ASSAY + "} offset 5m)");
    private static final String DECIDED =
            "sum by (detector) (assay_triaged_alerts{@D, decision=~\"confirmed|rejected\"})";
    private static final String PRECISION =
            "sum by (detector) (assay_triaged_alerts{@D, decision=\"confirmed\"}) / " + DECIDED;
    private static final String FEATURE_RATE = "sum by (model, feature) (increase(assay_model_feature_tokens_total{@A, "
            + "model=~\"$model\"}[$__range])) / on (model) group_left () sum by (model) "
            + "(increase(assay_model_tokens_total{@A, model=~\"$model\"}[$__range]))";

    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args.length > 0 ? args[0] : "grafana/dashboards");
        Files.createDirectories(directory);
        write(directory, "service-health", serviceHealth());
        write(directory, "safety-signals", safetySignals());
        write(directory, "detector-health", detectorHealth());
        write(directory, "triage", triage());
        write(directory, "engine", engine());
    }

    private static void write(Path directory, String name, Map<String, Object> dashboard) throws IOException {
        Files.writeString(directory.resolve(name + ".json"), json(dashboard, "") + "\n");
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

        board.row("Kafka");
        board.add(graph("Age of records", "s", "How old records are, by their timestamps, when they come to a source or a "
                        + "sink of the topology, on the task where it is highest.",
                query("max by (node) (assay_event_time_lag_seconds{@A})", "{{node}}")));
        board.add(graph("Time of requests and commits", "s", "Mean time of a request to send or to fetch and of a commit, on "
                        + "the client or thread where it takes longest.",
                query("max(assay_kafka_send_duration_seconds{@A})", "send"),
                query("max(assay_kafka_fetch_duration_seconds{@A})", "fetch"),
                query("max(assay_commit_duration_seconds{@A})", "commit")));
        board.add(graph("Errors", "ops", "Records that could not be sent, or had to be sent again, stream threads that ended "
                        + "with an error and connections that were refused, per second.",
                query("sum(rate(assay_kafka_send_errors_total{@A}[$__rate_interval]))", "not sent"),
                query("sum(rate(assay_kafka_send_retries_total{@A}[$__rate_interval]))", "sent again"),
                query("sum(rate(assay_stream_thread_failures_total{@A}[$__rate_interval]))", "failed threads"),
                query("sum(rate(assay_kafka_authentication_failures_total{@A}[$__rate_interval]))", "refused")));
        board.add(graph("Threads and connections", "short", "Stream threads alive, connections to brokers.",
                query("sum(assay_stream_threads{@A})", "threads"),
                query("sum(assay_kafka_connections{@A})", "connections")));
        board.add(graph("Rebalances", "short", "Times in an hour that consumers were given partitions anew.",
                query("sum by (instance) (rate(assay_kafka_rebalances_total{@A}[$__rate_interval])) * 3600",
                        "{{instance}}")));
        board.add(graph("Still to restore", "short", "Records of changelogs still to be read before tasks can run.",
                query("sum by (instance) (assay_restore_remaining_records{@A})", "{{instance}}")));

        board.row("State");
        board.add(graph("Size on disk", "bytes", "Of each state store, on all instances.",
                query("sum by (store) (assay_store_bytes{@A})", "{{store}}")));
        board.add(graph("Keys", "short", "In each state store, as RocksDB estimates, on all instances.",
                query("sum by (store) (assay_store_keys{@A})", "{{store}}")));
        board.add(graph("In memory", "bytes", "Written to each state store and not on disk yet.",
                query("sum by (store) (assay_store_memory_bytes{@A})", "{{store}}")));

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
        board.add(graph("Alerts by bundle", "short", "Alerts per hour, by the bundle of the instance that raised them.",
                query("sum by (bundle) (rate(assay_alerts_total{@D}[$__rate_interval]) * on (job, instance) group_left "
                        + "(bundle) assay_bundle_info{@A}) * 3600", "{{bundle}}")));
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

        board.row("Chat models");
        board.add(graph("Flagged turns by model", "percentunit", "Share of the verdicts on a model's chats that a detector "
                        + "flagged, shadow detectors included. Compare a new version with the one before.",
                query("sum by (model, detector) (rate(assay_model_verdicts_total{@D, model=~\"$model\", "
                                + "outcome=\"flagged\"}[$__rate_interval])) / sum by (model, detector) "
                                + "(rate(assay_model_verdicts_total{@D, model=~\"$model\", "
                                + "outcome=~\"flagged|clear\"}[$__rate_interval]))",
                        "{{model}}: {{detector}}")));
        board.add(graph("Tokens by model", "ops", "Tokens per second of the turns judged, by the chat model.",
                query("sum by (model) (rate(assay_model_tokens_total{@A, model=~\"$model\"}[$__rate_interval]))",
                        "{{model}}")));
        board.add(bars("Feature rates by model", "percentunit", "Share of tokens at which a feature fires, by chat model, "
                        + "over the time range: the ten features that differ most between models. Labels are in the "
                        + "bundle's catalogue.",
                query(FEATURE_RATE + " and on (feature) topk(10, max by (feature) ("
                        + FEATURE_RATE + ") - min by (feature) (" + FEATURE_RATE + "))", "{{model}}: {{feature}}")));

        board.row("What is read");
        board.add(graph("Tokens by role", "ops", "Tokens per second of the turns judged, by who wrote the turn.",
                query("sum by (role) (rate(assay_turn_tokens_total{@A}[$__rate_interval]))", "{{role}}")));
        return dashboard("assay-safety-signals", "Assay: safety signals",
                "What the detectors find in the chats. Scores describe the state of the reader, not of the model that "
                        + "wrote the chat.",
                board, List.of(DETECTORS, choice("model", "Chat model", "label_values(assay_model_tokens_total, model)")));
    }

    private static Map<String, Object> detectorHealth() {
        Board board = new Board();
        board.row("Canaries");
        board.add(stat("Harmful ones detected", "percentunit", "Of the harmful canaries that came out in the time range, "
                        + "the share that was flagged. Anything below 100% is wrong.",
                query("sum(increase(assay_canaries_total{@A, kind=\"harmful\", outcome=\"flagged\"}[$__range]))"
                        + " / sum(increase(assay_canaries_total{@A, kind=\"harmful\"}[$__range]))", "detected")));
        board.add(stat("Benign ones left alone", "percentunit", "Of the benign canaries that came out in the time range, the "
                        + "share that was not flagged. Anything below 100% is wrong.",
                query("sum(increase(assay_canaries_total{@A, kind=\"benign\", outcome=\"clear\"}[$__range]))"
                        + " / sum(increase(assay_canaries_total{@A, kind=\"benign\"}[$__range]))", "left alone")));
        board.add(graph("Canaries", "short", "Canaries per minute, sent and come out.",
                query("sum by (kind) (rate(assay_canaries_sent_total{@A}[$__rate_interval])) * 60", "sent: {{kind}}"),
                query("sum by (kind, outcome) (rate(assay_canaries_total{@A}[$__rate_interval])) * 60",
                        "{{kind}}: {{outcome}}")));

        board.row("Drift from the bundle's reference");
        board.add(stat("Largest index", "short", "Population stability index of the feature that has drifted most, over 6 "
                        + "hours. Below 0.1 nothing has changed, above 0.25 much has.",
                query("max(assay:feature_psi:share6h{job=~\"$job\"})", "index")));
        board.add(graph("Population stability index", "short", "Of the ten features that have drifted most, over 6 hours. "
                        + "Labels are in the bundle's catalogue.",
                query("topk(10, max by (feature) (assay:feature_psi:share6h{job=~\"$job\"}))", "{{feature}}")));
        board.add(graph("Firing rate against the reference", "short", "How many times as often as on the reference texts a "
                        + "feature fires: the ten that fire most often by this measure.",
                query("topk(10, (1 - sum by (feature) (rate(assay_feature_tokens_total{@A, "
                                + "band=\"silent\"}[$__rate_interval])) / sum by (feature) "
                                + "(rate(assay_feature_tokens_total{@A}[$__rate_interval]))) / (1 - max by (feature) "
                                + "(assay_feature_reference_ratio{@A, band=\"silent\"})))", "{{feature}}")));

        board.row("Scores");
        board.add(graph("Score, median", "percentunit", "Calibrated score that half of the turns exceed. It moves with the "
                        + "text that is read.",
                query("histogram_quantile(0.5, sum by (detector, le) "
                        + "(rate(assay_detector_score_bucket{@D}[$__rate_interval])))", "{{detector}}")));
        board.add(graph("Turns above 0.5 and above 0.9", "percentunit", "Share of the turns a detector judged whose score "
                        + "exceeds 0.5 or 0.9. If the calibration holds, about so many of them deserve it.",
                query(above("0.5"), "{{detector}} above 0.5"), query(above("0.9"), "{{detector}} above 0.9")));
        board.add(graph("Flagged turns", "percentunit", "Share of the turns a detector judged that it flagged. Shadow "
                        + "detectors are among them, so that they can be compared with active ones.",
                query(share("flagged", "flagged|clear"), "{{detector}}")));
        board.add(graph("Abstentions", "percentunit", "Share of the turns on which a detector abstained, because there was "
                        + "too little text.",
                query(share("abstained", "flagged|clear|abstained"), "{{detector}}")));
        board.add(graph("Precision", "percentunit", "Of the alerts that reviewers confirmed or rejected, the share they "
                        + "confirmed.",
                query(PRECISION, "{{detector}}")));
        return dashboard("assay-detector-health", "Assay: detector health",
                "Do the detectors still detect, and do they see the kind of text they were calibrated on?", board,
                List.of(DETECTORS));
    }

    private static Map<String, Object> triage() {
        Board board = new Board();
        board.row("At a glance");
        board.add(stat("Open alerts", "short", "Alerts of the triage retention period without a decision.",
                query("sum(assay_open_alerts{@A})", "alerts")));
        board.add(stat("Overdue severities", "short", "Severities whose oldest open alert is older than its target.",
                query("sum(max by (severity) (assay_open_alert_oldest_age_seconds{@A}) > bool on (severity) "
                        + "max by (severity) (assay_triage_target_seconds{@A}))", "severities")));
        board.add(stat("Confirmed by reviewers", "percentunit", "Of the alerts that reviewers confirmed or rejected, the "
                        + "share they confirmed. Says nothing about what no detector flagged.",
                query("sum(assay_triaged_alerts{@D, decision=\"confirmed\"})"
                        + " / sum(assay_triaged_alerts{@D, decision=~\"confirmed|rejected\"})", "confirmed")));
        board.add(stat("Time to decision, median", "s", "Half of the first decisions in the time range took longer.",
                query("histogram_quantile(0.5, sum by (le) "
                        + "(increase(assay_disposition_delay_seconds_bucket{@D}[$__range])))", "median")));

        board.row("Open alerts");
        board.add(graph("Open alerts by severity", "short", "Alerts without a decision.",
                query("max by (severity) (assay_open_alerts{@A})", "{{severity}}")));
        board.add(graph("Oldest open alert", "s", "Its age, by severity.",
                query("max by (severity) (assay_open_alert_oldest_age_seconds{@A})", "{{severity}}")));
        board.add(graph("Share of the target used", "percentunit", "Age of the oldest open alert, divided by the time in "
                        + "which a reviewer should have decided. Above 100% it is overdue.",
                query("max by (severity) (assay_open_alert_oldest_age_seconds{@A}) / on (severity) "
                        + "max by (severity) (assay_triage_target_seconds{@A})", "{{severity}}")));

        board.row("Decisions");
        board.add(graph("Time to decision", "s", "From an alert to the first decision on it.",
                query("histogram_quantile(0.5, sum by (le) "
                        + "(rate(assay_disposition_delay_seconds_bucket{@D}[$__rate_interval])))", "p50"),
                query("histogram_quantile(0.9, sum by (le) "
                        + "(rate(assay_disposition_delay_seconds_bucket{@D}[$__rate_interval])))", "p90")));
        board.add(graph("Alerts by last decision", "short", "Alerts of the triage retention period that have a decision.",
                query("sum by (decision) (assay_triaged_alerts{@D})", "{{decision}}")));
        board.add(graph("Decisions read", "short", "Decisions per hour, by what became of them.",
                query("sum by (outcome) (rate(assay_dispositions_total{@A}[$__rate_interval])) * 3600", "{{outcome}}")));

        board.row("Precision");
        board.add(graph("Precision and its interval", "percentunit", "Of the alerts confirmed or rejected, the share "
                        + "confirmed, with the 95% interval of Wilson: where the true share is likely to be, given how "
                        + "few or many were decided.",
                query(PRECISION, "{{detector}}"),
                query(wilson("-"), "{{detector}} at least"),
                query(wilson("+"), "{{detector}} at most")));
        board.add(graph("Alerts decided", "short", "Alerts confirmed or rejected, which the precision is of.",
                query(DECIDED, "{{detector}}")));
        return dashboard("assay-triage", "Assay: triage", "Do reviewers keep up, and what do they find?", board,
                List.of(DETECTORS));
    }

    private static Map<String, Object> engine() {
        Board board = new Board();
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

        board.row("What goes wrong");
        board.add(graph("Failed reads", "ops", "Reads per second that ended without scores. Their turns are read again.",
                query("sum by (instance) (rate(assay_failed_reads_total{@A}[$__rate_interval]))", "{{instance}}")));
        board.add(graph("Reads tried again", "ops", "Failed reads per second that were tried again at once, by why.",
                query("sum by (reason) (rate(assay_read_retries_total{@A}[$__rate_interval]))", "{{reason}}")));
        board.add(graph("Padding", "percentunit", "Share of what the engine reads that is padding, because windows of "
                        + "different length share a batch.",
                query("sum(rate(assay_reader_padding_tokens_total{@A}[$__rate_interval])) / ("
                        + "sum(rate(assay_reader_padding_tokens_total{@A}[$__rate_interval])) + "
                        + "sum(rate(assay_reader_tokens_total{@A}[$__rate_interval])))", "padding")));

        board.row("What runs");
        board.add(table("Engine", "What runs the reader.", "assay_engine_info{@A}"));
        return dashboard("assay-engine", "Assay: engine",
                "How fast is the reader, and what does it wait for? The service has no metrics of a GPU: take those of the "
                        + "GPU's exporter.",
                board, List.of());
    }

    private static String above(String score) {
        return "1 - sum by (detector) (rate(assay_detector_score_bucket{@D, le=\"" + score
                + "\"}[$__rate_interval])) / sum by (detector) (rate(assay_detector_score_count{@D}[$__rate_interval]))";
    }

    /** One end of the 95% interval of Wilson (1927) of the share confirmed. */
    private static String wilson(String sign) {
        String p = "(" + PRECISION + ")";
        String n = DECIDED;
        return "(" + p + " + 1.92 / " + n + " " + sign + " 1.96 * sqrt(" + p + " * (1 - " + p + ") / " + n + " + 0.96 / ("
                + n + " * " + n + "))) / (1 + 3.84 / " + n + ")";
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

    /** Values of the whole time range side by side. */
    private static Map<String, Object> bars(
            String title, String unit, String description, Map<String, Object> query) {
        query.put("instant", true);
        query.put("range", false);
        Map<String, Object> panel = panel("bargauge", title, unit, description, query);
        panel.put("options", object("orientation", "horizontal", "displayMode", "basic",
                "reduceOptions", object("calcs", List.of("lastNotNull"), "values", false)));
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
                "templating", object("list", variables), "annotations", object("list", List.of(BUNDLE_CHANGES)),
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
