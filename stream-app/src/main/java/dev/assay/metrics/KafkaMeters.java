package dev.assay.metrics;

import static dev.assay.metrics.KafkaMeter.counter;
import static dev.assay.metrics.KafkaMeter.gauge;
import static dev.assay.metrics.KafkaMeter.longest;
import static dev.assay.metrics.KafkaMeter.sum;

import java.util.List;

/** Rows of the table of metrics: what Kafka's clients, Kafka Streams and its stores measure. */
final class KafkaMeters {

    private static final String STREAMS = "stream-metrics";
    private static final String THREADS = "stream-thread-metrics";
    private static final String TASKS = "stream-task-metrics";
    private static final String NODES = "stream-processor-node-metrics";
    private static final String STORES = "stream-state-metrics";
    private static final String PRODUCERS = "producer-metrics";
    private static final String CONSUMERS = "consumer-metrics";
    private static final String FETCHES = "consumer-fetch-manager-metrics";
    private static final String GROUPS = "consumer-coordinator-metrics";
    private static final String STORE_TAG = "rocksdb-state-id";

    static final List<KafkaMeter> ALL = List.of(
            longest(
                    Meter.gauge(
                            "assay_event_time_lag_seconds",
                            List.of("node"),
                            "Mean age of records, by their timestamps, when they come to an end or a beginning of the "
                                    + "topology, on the task where it is highest."),
                    NODES,
                    "record-e2e-latency-avg",
                    "processor-node-id"),
            sum(gauge("assay_stream_threads", "Stream threads that are alive."), STREAMS, "alive-stream-threads"),
            longest(
                    gauge(
                            "assay_commit_duration_seconds",
                            "Mean time of a commit, which ends a transaction, on the thread where it takes longest."),
                    THREADS,
                    "commit-latency-avg"),
            sum(
                    gauge(
                            "assay_restore_remaining_records",
                            "Records of changelogs still to be read before tasks can run."),
                    TASKS,
                    "restore-remaining-records-total"),
            sum(
                    Meter.gauge("assay_store_bytes", List.of("store"), "Size of a state store on disk."),
                    STORES,
                    "total-sst-files-size",
                    STORE_TAG),
            sum(
                    Meter.gauge("assay_store_keys", List.of("store"), "Keys in a state store, as RocksDB estimates."),
                    STORES,
                    "estimate-num-keys",
                    STORE_TAG),
            sum(
                    Meter.gauge(
                            "assay_store_memory_bytes",
                            List.of("store"),
                            "What is written to a state store and still in memory."),
                    STORES,
                    "size-all-mem-tables",
                    STORE_TAG),
            sum(
                    counter("assay_kafka_send_errors_total", "Records that could not be sent."),
                    PRODUCERS,
                    "record-error-total"),
            sum(
                    counter("assay_kafka_send_retries_total", "Records sent again after an error."),
                    PRODUCERS,
                    "record-retry-total"),
            longest(
                    gauge("assay_kafka_send_duration_seconds", "Mean time of a request to send."),
                    PRODUCERS,
                    "request-latency-avg"),
            longest(
                    gauge("assay_kafka_fetch_duration_seconds", "Mean time of a request to fetch."),
                    FETCHES,
                    "fetch-latency-avg"),
            sum(
                    gauge("assay_kafka_connections", "Connections of the consumers to brokers."),
                    CONSUMERS,
                    "connection-count"),
            sum(
                    counter("assay_kafka_authentication_failures_total", "Connections that brokers refused."),
                    CONSUMERS,
                    "failed-authentication-total"),
            sum(
                    counter("assay_kafka_rebalances_total", "Times that partitions were given out anew."),
                    GROUPS,
                    "rebalance-total"));

    private KafkaMeters() {}
}
