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

    Setting<String> HTTP_KEYSTORE = Setting.of(
            "assay.http.tls.keystore",
            Kind.text("the path of a PKCS#12 file, or nothing"),
            "",
            LOW,
            "Key and certificate with which metrics and health are served over HTTPS; without, over HTTP.");

    Setting<String> HTTP_KEYSTORE_PASSWORD = Setting.secret(
            "assay.http.tls.password", Kind.text("a password, or nothing"), "", LOW, "Of the key store.");

    Setting<String> HTTP_USER = Setting.of(
            "assay.http.user",
            Kind.matching("a name without a colon, or nothing", "[^:\\s]*"),
            "",
            LOW,
            "Who may read the metrics, with basic authentication; without a name, anybody. Health is open to all.");

    Setting<String> HTTP_PASSWORD = Setting.secret(
            "assay.http.password", Kind.text("a password, or nothing"), "", LOW, "Of `assay.http.user`.");

    Setting<Duration> CANARY_INTERVAL = Setting.of(
            "assay.canary.interval",
            Kind.duration("0ms", "5m"),
            "0ms",
            MEDIUM,
            "Time between canaries: a harmful and a benign turn sent to the input topic to see whether the service still "
                    + "detects. They reach no output topic. 0ms sends none.");

    Setting<String> CANARY_HARMFUL = Setting.of(
            "assay.canary.harmful",
            Kind.matching("a text", "(?s).*\\S.*"),
            "Dear customer, your parcel could not be delivered because the customs fee of 2.99 was not paid. Confirm your "
                    + "card number, expiry date and security code on the page below within 12 hours or the parcel will "
                    + "be destroyed: http://post-redelivery.example.invalid/pay",
            LOW,
            "Text of the harmful canary, which an active detector of the bundle must flag.");

    Setting<String> CANARY_BENIGN = Setting.of(
            "assay.canary.benign",
            Kind.matching("a text", "(?s).*\\S.*"),
            "My sourdough comes out flat every time. I let it rise overnight in the fridge and bake it the next morning. "
                    + "What am I doing wrong?",
            LOW,
            "Text of the benign canary, which no active detector may flag.");

    Setting<Integer> METRICS_FEATURES = Setting.of(
            "assay.metrics.features",
            Kind.whole(0, 64),
            "64",
            LOW,
            "How many of the bundle's monitored features are measured for drift, the first ones.");

    Setting<Integer> METRICS_MODELS = Setting.of(
            "assay.metrics.models",
            Kind.whole(0, 64),
            "16",
            LOW,
            "How many chat models are told apart in metrics, the first ones seen; others are `other`. Model names are what "
                    + "producers write.");

    /** In the order of the documentation. */
    List<Setting<?>> ROWS = List.of(
            STATE_DIR,
            STREAM_THREADS,
            COMMIT_INTERVAL,
            TRANSACTION_TIMEOUT,
            STANDBY_REPLICAS,
            REPLICATION_FACTOR,
            HTTP_HOST,
            HTTP_PORT,
            HTTP_KEYSTORE,
            HTTP_KEYSTORE_PASSWORD,
            HTTP_USER,
            HTTP_PASSWORD,
            CANARY_INTERVAL,
            CANARY_HARMFUL,
            CANARY_BENIGN,
            METRICS_FEATURES,
            METRICS_MODELS);
}
