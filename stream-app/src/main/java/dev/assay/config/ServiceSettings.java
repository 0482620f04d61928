package dev.assay.config;

import static dev.assay.config.Importance.HIGH;
import static dev.assay.config.Importance.LOW;
import static dev.assay.config.Importance.MEDIUM;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Rows of the table {@link Settings}: how the process runs and where it is observed. */
interface ServiceSettings {

    Setting<Path> STATE_DIR = Setting.of(
            "assay.state.dir",
            Kind.path(),
            "state",
            HIGH,
            "Local copy of the state. It may be deleted while the service is down; it is then restored from Kafka.");

    Setting<Integer> STREAM_THREADS = Setting.of(
            "assay.stream.threads",
            Kind.whole(1, 64),
            "1",
            MEDIUM,
            "Threads that take turns from Kafka. The reader has its own: `assay.engine.threads`.");

    Setting<Duration> COMMIT_INTERVAL = Setting.of(
            "assay.commit.interval",
            Kind.duration("10ms", "30s"),
            "100ms",
            MEDIUM,
            "Time between transactions. Most of the latency of an alert; shorter costs throughput.");

    Setting<Duration> TRANSACTION_TIMEOUT = Setting.of(
            "assay.transaction.timeout",
            Kind.duration("10s", "15m"),
            "60s",
            LOW,
            "The broker aborts a transaction open for longer. Must exceed the longest read of one turn.");

    Setting<Integer> STANDBY_REPLICAS = Setting.of(
            "assay.standby.replicas",
            Kind.whole(0, 3),
            "0",
            LOW,
            "Copies of the state kept warm on other instances, for a faster take-over.");

    Setting<Integer> REPLICATION_FACTOR = Setting.of(
            "assay.replication.factor",
            Kind.whole(-1, 32),
            "-1",
            MEDIUM,
            "Replicas of the internal topics; -1 is the broker's default.");

    Setting<String> HTTP_HOST = Setting.of(
            "assay.http.host",
            Kind.matching("a host name or address", "[^\\s]+"),
            "127.0.0.1",
            MEDIUM,
            "Address on which metrics and health are served.");

    Setting<Integer> HTTP_PORT =
            Setting.of("assay.http.port", Kind.whole(0, 65_535), "9404", MEDIUM, "Its port; 0 takes any free one.");

    /** In the order of the documentation. */
    List<Setting<?>> ROWS = List.of(
            STATE_DIR,
            STREAM_THREADS,
            COMMIT_INTERVAL,
            TRANSACTION_TIMEOUT,
            STANDBY_REPLICAS,
            REPLICATION_FACTOR,
            HTTP_HOST,
            HTTP_PORT);
}
