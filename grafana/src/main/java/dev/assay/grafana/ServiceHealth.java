package dev.assay.grafana;

import static dev.assay.grafana.Expressions.quantile;
import static dev.assay.grafana.Panel.graph;
import static dev.assay.grafana.Panel.stat;
import static dev.assay.grafana.Panel.table;

/** Is it up, does it keep up, what limits it? */
final class ServiceHealth {

    private ServiceHealth() {}

    static Dashboard dashboard() {
        return Dashboard.ofService(
                        "service-health", "service health", "Is Assay up, does it keep up, and what limits it?")
                .row(
                        "At a glance",
                        stat(
                                "Instances running",
                                Unit.NUMBER,
                                "Instances whose Kafka Streams is running.",
                                Query.of("sum(assay_streams_state{@A, state=\"running\"})", "running")),
                        stat(
                                "Turns judged",
                                Unit.PER_SECOND,
                                "Turns per second that all detectors have judged.",
                                Query.of(
                                        "sum(rate(assay_turns_total{@A, outcome=\"judged\"}[$__rate_interval]))",
                                        "turns")),
                        stat(
                                "Latency, 99th percentile",
                                Unit.SECONDS,
                                "Time from a turn's record timestamp to its verdicts.",
                                Query.of(quantile("0.99", "assay_decision_latency_seconds"), "p99")),
                        stat(
                                "Waiting",
                                Unit.NUMBER,
                                "Records in the input topic that no instance has taken yet, and turns taken that wait "
                                        + "for the reader.",
                                Query.of("sum(assay_input_lag_records{@A}) + sum(assay_waiting_turns{@A})", "both")),
                        stat(
                                "Dead letters",
                                Unit.PER_SECOND,
                                "Records or turns per second that could not be read.",
                                Query.of(
                                        "sum(rate(assay_dead_letters_total{@A}[$__rate_interval])) or vector(0)",
                                        "dead letters")),
                        stat(
                                "Failed reads",
                                Unit.PER_SECOND,
                                "Reads per second that ended without scores. Their turns are read again.",
                                Query.of("sum(rate(assay_failed_reads_total{@A}[$__rate_interval]))", "failed reads")))
                .row(
                        "Does it keep up?",
                        graph(
                                "Turns",
                                Unit.PER_SECOND,
                                "Turns per second, judged or dropped because they were delivered before.",
                                Query.of(
                                        "sum by (outcome) (rate(assay_turns_total{@A}[$__rate_interval]))",
                                        "{{outcome}}")),
                        graph(
                                "Latency",
                                Unit.SECONDS,
                                "Time from a turn's record timestamp to its verdicts. Means nothing while old "
                                        + "records are read again.",
                                Query.of(quantile("0.5", "assay_decision_latency_seconds"), "p50"),
                                Query.of(quantile("0.95", "assay_decision_latency_seconds"), "p95"),
                                Query.of(quantile("0.99", "assay_decision_latency_seconds"), "p99")),
                        graph(
                                "Time of the stages",
                                Unit.SECONDS,
                                "Time that a stream thread works on one record (intake) or turn (context, "
                                        + "detection): the mean, and what one in a hundred exceeds as far as the buckets tell. Reading, "
                                        + "which takes longest, is on the engine's dashboard.",
                                Query.of(
                                        "sum by (stage) (rate(assay_stage_duration_seconds_sum{@A}[$__rate_interval])) / sum by (stage) "
                                                + "(rate(assay_stage_duration_seconds_count{@A}[$__rate_interval]))",
                                        "{{stage}} mean"),
                                Query.of(
                                        "histogram_quantile(0.99, sum by (stage, le) "
                                                + "(rate(assay_stage_duration_seconds_bucket{@A}[$__rate_interval])))",
                                        "{{stage}} p99")),
                        graph(
                                "Waiting by partition",
                                Unit.NUMBER,
                                "Records not taken yet, and turns that wait for the reader. One partition that grows "
                                        + "alone has a conversation or an instance that holds it up.",
                                Query.of("sum by (partition) (assay_input_lag_records{@A})", "{{partition}} input"),
                                Query.of("sum by (partition) (assay_waiting_turns{@A})", "{{partition}} turns")),
                        graph(
                                "Dead letters by stage and reason",
                                Unit.PER_SECOND,
                                "Input per second that could not be read.",
                                Query.of(
                                        "sum by (stage, reason) (rate(assay_dead_letters_total{@A}[$__rate_interval]))",
                                        "{{stage}}: {{reason}}")),
                        graph(
                                "State of Kafka Streams",
                                Unit.NUMBER,
                                "Instances in each state.",
                                Query.of("sum by (state) (assay_streams_state{@A}) > 0", "{{state}}")))
                .row(
                        "Kafka",
                        graph(
                                "Age of records",
                                Unit.SECONDS,
                                "How old records are, by their timestamps, when they come to a source or a "
                                        + "sink of the topology, on the task where it is highest.",
                                Query.of("max by (node) (assay_event_time_lag_seconds{@A})", "{{node}}")),
                        graph(
                                "Time of requests and commits",
                                Unit.SECONDS,
                                "Mean time of a request to send or to fetch and of a commit, on "
                                        + "the client or thread where it takes longest.",
                                Query.of("max(assay_kafka_send_duration_seconds{@A})", "send"),
                                Query.of("max(assay_kafka_fetch_duration_seconds{@A})", "fetch"),
                                Query.of("max(assay_commit_duration_seconds{@A})", "commit")),
                        graph(
                                "Errors",
                                Unit.PER_SECOND,
                                "Records that could not be sent, or had to be sent again, stream threads that ended "
                                        + "with an error and connections that were refused, per second.",
                                Query.of("sum(rate(assay_kafka_send_errors_total{@A}[$__rate_interval]))", "not sent"),
                                Query.of(
                                        "sum(rate(assay_kafka_send_retries_total{@A}[$__rate_interval]))",
                                        "sent again"),
                                Query.of(
                                        "sum(rate(assay_stream_thread_failures_total{@A}[$__rate_interval]))",
                                        "failed threads"),
                                Query.of(
                                        "sum(rate(assay_kafka_authentication_failures_total{@A}[$__rate_interval]))",
                                        "refused")),
                        graph(
                                "Threads and connections",
                                Unit.NUMBER,
                                "Stream threads alive, connections to brokers.",
                                Query.of("sum(assay_stream_threads{@A})", "threads"),
                                Query.of("sum(assay_kafka_connections{@A})", "connections")),
                        graph(
                                "Rebalances",
                                Unit.NUMBER,
                                "Times in an hour that consumers were given partitions anew.",
                                Query.of(
                                        "sum by (instance) (rate(assay_kafka_rebalances_total{@A}[$__rate_interval])) * 3600",
                                        "{{instance}}")),
                        graph(
                                "Still to restore",
                                Unit.NUMBER,
                                "Records of changelogs still to be read before tasks can run.",
                                Query.of("sum by (instance) (assay_restore_remaining_records{@A})", "{{instance}}")))
                .row(
                        "State",
                        graph(
                                "Size on disk",
                                Unit.BYTES,
                                "Of each state store, on all instances.",
                                Query.of("sum by (store) (assay_store_bytes{@A})", "{{store}}")),
                        graph(
                                "Keys",
                                Unit.NUMBER,
                                "In each state store, as RocksDB estimates, on all instances.",
                                Query.of("sum by (store) (assay_store_keys{@A})", "{{store}}")),
                        graph(
                                "In memory",
                                Unit.BYTES,
                                "Written to each state store and not on disk yet.",
                                Query.of("sum by (store) (assay_store_memory_bytes{@A})", "{{store}}")))
                .row(
                        "Process",
                        graph(
                                "Memory",
                                Unit.BYTES,
                                "Resident memory of the process and used heap.",
                                Query.of(
                                        "sum by (instance) (process_resident_memory_bytes{@A})",
                                        "{{instance}} resident"),
                                Query.of(
                                        "sum by (instance) (jvm_memory_bytes_used{@A, area=\"heap\"})",
                                        "{{instance}} heap")),
                        graph(
                                "Processors",
                                Unit.NUMBER,
                                "Processors in use.",
                                Query.of(
                                        "sum by (instance) (rate(process_cpu_seconds_total{@A}[$__rate_interval]))",
                                        "{{instance}}")),
                        graph(
                                "Garbage collection",
                                Unit.PERCENT,
                                "Share of time spent collecting garbage.",
                                Query.of(
                                        "sum by (instance) (rate(jvm_gc_collection_seconds_sum{@A}[$__rate_interval]))",
                                        "{{instance}}")))
                .row(
                        "What runs",
                        table("Bundle", "The bundle each instance uses.", "assay_bundle_info{@A}"),
                        table("Build", "Version of Assay and of Java.", "assay_build_info{@A}"));
    }
}
