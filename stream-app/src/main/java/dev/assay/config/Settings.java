package dev.assay.config;

import static dev.assay.config.Importance.HIGH;
import static dev.assay.config.Importance.LOW;
import static dev.assay.config.Importance.MEDIUM;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The table of settings: every setting of the service is one row here, in the order of the documentation. */
public final class Settings {

    public static final Setting<String> BOOTSTRAP_SERVERS = Setting.of(
            "assay.bootstrap.servers",
            Kind.matching("host:port pairs separated by commas", "[^\\s,:]+:[0-9]{1,5}(,\\s*[^\\s,:]+:[0-9]{1,5})*"),
            "localhost:9092",
            HIGH,
            "Kafka brokers to connect to first.");

    public static final Setting<String> APPLICATION_ID = Setting.of(
            "assay.application.id",
            Kind.topic(),
            "assay",
            HIGH,
            "Names the consumer group, the internal topics and the state. Instances with the same id share the work.");

    public static final Setting<String> INSTANCE_ID = Setting.of(
            "assay.instance.id",
            Kind.text("a name unique in the group, or nothing"),
            "",
            MEDIUM,
            "Static member name of this instance (`group.instance.id`). With one, a restart does not rebalance.");

    public static final Setting<String> INPUT_TOPIC = Setting.of(
            "assay.input.topic", Kind.topic(), "assay.turns", HIGH, "Turns and transcripts are read from here.");

    public static final Setting<String> ALERTS_TOPIC =
            Setting.of("assay.alerts.topic", Kind.topic(), "assay.alerts", HIGH, "Alerts are written here.");

    public static final Setting<String> METRICS_TOPIC = Setting.of(
            "assay.metrics.topic",
            Kind.topic(),
            "assay.metrics",
            MEDIUM,
            "Final counts per window, detector, model and role are written here.");

    public static final Setting<String> ACTIVATIONS_TOPIC = Setting.of(
            "assay.activations.topic",
            Kind.topic(),
            "assay.activations",
            LOW,
            "Sparse feature activations of every turn are written here, if enabled.");

    public static final Setting<String> DEAD_LETTERS_TOPIC = Setting.of(
            "assay.dead-letters.topic",
            Kind.topic(),
            "assay.dead-letters",
            HIGH,
            "Coordinates of input that could not be read, with the reason, are written here.");

    public static final Setting<String> DISPOSITIONS_TOPIC = Setting.of(
            "assay.dispositions.topic",
            Kind.topic(),
            "assay.dispositions",
            MEDIUM,
            "Reviewers' decisions on alerts are read from here.");

    public static final Setting<Path> STATE_DIR = Setting.of(
            "assay.state.dir",
            Kind.path(),
            "state",
            HIGH,
            "Local copy of the state. It may be deleted while the service is down; it is then restored from Kafka.");

    public static final Setting<Integer> STREAM_THREADS = Setting.of(
            "assay.stream.threads",
            Kind.whole(1, 64),
            "1",
            MEDIUM,
            "Threads that take turns from Kafka. The reader has its own: `assay.engine.threads`.");

    public static final Setting<Duration> COMMIT_INTERVAL = Setting.of(
            "assay.commit.interval",
            Kind.duration("10ms", "30s"),
            "100ms",
            MEDIUM,
            "Time between transactions. Most of the latency of an alert; shorter costs throughput.");

    public static final Setting<Duration> TRANSACTION_TIMEOUT = Setting.of(
            "assay.transaction.timeout",
            Kind.duration("10s", "15m"),
            "60s",
            LOW,
            "The broker aborts a transaction open for longer. Must exceed the longest read of one turn.");

    public static final Setting<Integer> STANDBY_REPLICAS = Setting.of(
            "assay.standby.replicas",
            Kind.whole(0, 3),
            "0",
            LOW,
            "Copies of the state kept warm on other instances, for a faster take-over.");

    public static final Setting<Integer> REPLICATION_FACTOR = Setting.of(
            "assay.replication.factor",
            Kind.whole(-1, 32),
            "-1",
            MEDIUM,
            "Replicas of the internal topics; -1 is the broker's default.");

    public static final Setting<Path> BUNDLE = Setting.of(
            "assay.bundle",
            Kind.path(),
            "bundles/default",
            HIGH,
            "Directory of the bundle: the reader, its dictionary, probes and detectors.");

    public static final Setting<EngineSetting> ENGINE =
            Setting.of("assay.engine", Kind.choice(EngineSetting.class), "auto", MEDIUM, "What runs the reader.");

    public static final Setting<Integer> ENGINE_THREADS = Setting.of(
            "assay.engine.threads",
            Kind.whole(0, 256),
            "0",
            MEDIUM,
            "Batches the engine runs at once; 0 is one per processor.");

    public static final Setting<Integer> BATCH_TOKENS = Setting.of(
            "assay.batch.tokens",
            Kind.whole(64, 1_048_576),
            "512",
            MEDIUM,
            "Most tokens, padding included, in one batch of the engine. 256 to 512 is best on a CPU.");

    public static final Setting<Integer> MAX_IN_FLIGHT = Setting.of(
            "assay.batch.max-in-flight",
            Kind.whole(1, 65_536),
            "256",
            LOW,
            "Turns one task hands to the reader before it waits. At least twice the turns of the largest batch.");

    public static final Setting<Integer> MAX_IN_FLIGHT_CHARACTERS = Setting.of(
            "assay.batch.max-in-flight-characters",
            Kind.whole(1_000, 100_000_000),
            "1000000",
            LOW,
            "Characters of turns one task hands to the reader before it waits. A longer turn is read alone.");

    public static final Setting<Integer> MAX_RECORD_BYTES = Setting.of(
            "assay.intake.max-record-bytes",
            Kind.whole(1_000, 200_000_000),
            "16000000",
            MEDIUM,
            "A larger input record goes to the dead letters unread.");

    public static final Setting<Integer> MAX_TURN_CHARACTERS = Setting.of(
            "assay.intake.max-turn-characters",
            Kind.whole(1_000, 10_000_000),
            "1000000",
            MEDIUM,
            "A longer turn goes to the dead letters; the other turns of its transcript are read.");

    public static final Setting<Integer> MAX_TURNS = Setting.of(
            "assay.intake.max-turns",
            Kind.whole(1, 1_000_000),
            "20000",
            MEDIUM,
            "A transcript of more turns goes to the dead letters.");

    public static final Setting<Integer> CONTEXT_CHARACTERS = Setting.of(
            "assay.context.max-characters",
            Kind.whole(0, 1_000_000),
            "4000",
            MEDIUM,
            "Characters of earlier messages remembered per conversation. The reader uses the last of them.");

    public static final Setting<Integer> CONTEXT_TURN_IDS = Setting.of(
            "assay.context.max-turn-ids",
            Kind.whole(1, 65_536),
            "1024",
            LOW,
            "Turn ids remembered per conversation, to drop turns delivered again.");

    public static final Setting<Duration> CONVERSATION_EXPIRY = Setting.of(
            "assay.conversation.expiry",
            Kind.duration("1m", "365d"),
            "24h",
            MEDIUM,
            "A conversation without a turn for so long, in record time, is forgotten.");

    public static final Setting<Duration> ALERT_COOL_DOWN = Setting.of(
            "assay.alerts.cool-down",
            Kind.duration("0ms", "365d"),
            "10m",
            HIGH,
            "After an alert, the same detector raises none in the same conversation for so long, in record time. "
                    + "What it would have raised is counted in its next alert.");

    public static final Setting<Duration> TRIAGE_RETENTION = Setting.of(
            "assay.triage.retention",
            Kind.duration("1h", "365d"),
            "30d",
            LOW,
            "A reviewer's decision is counted for an alert of at most this age, in record time, and for so long.");

    public static final Setting<Integer> TRIAGE_ALERTS = Setting.of(
            "assay.triage.max-alerts",
            Kind.whole(1, 10_000_000),
            "100000",
            LOW,
            "Alerts each task remembers for reviewers' decisions; beyond them the oldest are forgotten.");

    public static final Setting<Boolean> ALERT_EXCERPT = Setting.of(
            "assay.alerts.excerpt",
            Kind.flag(),
            "false",
            HIGH,
            "Whether alerts quote the flagged text. Without, they carry only its coordinates.");

    public static final Setting<Boolean> ACTIVATIONS = Setting.of(
            "assay.activations.enabled",
            Kind.flag(),
            "false",
            LOW,
            "Whether the sparse feature activations of every turn are published.");

    public static final Setting<Duration> METRICS_WINDOW = Setting.of(
            "assay.metrics.window",
            Kind.duration("1s", "1d"),
            "1m",
            LOW,
            "Length of the windows of the metrics topic.");

    public static final Setting<Duration> METRICS_GRACE = Setting.of(
            "assay.metrics.grace",
            Kind.duration("0ms", "1d"),
            "5m",
            LOW,
            "How late, in record time, a turn may be and still count. A window is published this long after it ends.");

    public static final Setting<WireFormat> WIRE_FORMAT = Setting.of(
            "assay.wire.format",
            Kind.choice(WireFormat.class),
            "json",
            MEDIUM,
            "Encoding of the input and output topics.");

    public static final Setting<String> REGISTRY_URL = new Setting<>(
            "assay.wire.registry",
            Kind.matching("an http or https URL, or nothing", "(https?://\\S+)?"),
            "",
            MEDIUM,
            "Schema registry; needed for `avro`.",
            true);

    public static final Setting<String> HTTP_HOST = Setting.of(
            "assay.http.host",
            Kind.matching("a host name or address", "[^\\s]+"),
            "127.0.0.1",
            MEDIUM,
            "Address on which metrics and health are served.");

    public static final Setting<Integer> HTTP_PORT =
            Setting.of("assay.http.port", Kind.whole(0, 65_535), "9404", MEDIUM, "Its port; 0 takes any free one.");

    /** Every row, in the order of the documentation. */
    public static final List<Setting<?>> ALL = List.of(
            BOOTSTRAP_SERVERS,
            APPLICATION_ID,
            INSTANCE_ID,
            INPUT_TOPIC,
            ALERTS_TOPIC,
            METRICS_TOPIC,
            ACTIVATIONS_TOPIC,
            DEAD_LETTERS_TOPIC,
            DISPOSITIONS_TOPIC,
            BUNDLE,
            ENGINE,
            ENGINE_THREADS,
            BATCH_TOKENS,
            MAX_IN_FLIGHT,
            MAX_IN_FLIGHT_CHARACTERS,
            MAX_RECORD_BYTES,
            MAX_TURN_CHARACTERS,
            MAX_TURNS,
            CONTEXT_CHARACTERS,
            CONTEXT_TURN_IDS,
            CONVERSATION_EXPIRY,
            ALERT_COOL_DOWN,
            ALERT_EXCERPT,
            TRIAGE_RETENTION,
            TRIAGE_ALERTS,
            ACTIVATIONS,
            METRICS_WINDOW,
            METRICS_GRACE,
            WIRE_FORMAT,
            REGISTRY_URL,
            STATE_DIR,
            STREAM_THREADS,
            COMMIT_INTERVAL,
            TRANSACTION_TIMEOUT,
            STANDBY_REPLICAS,
            REPLICATION_FACTOR,
            HTTP_HOST,
            HTTP_PORT);

    private Settings() {}
}
