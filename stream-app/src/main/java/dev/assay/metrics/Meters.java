package dev.assay.metrics;

import java.util.List;
import java.util.stream.Stream;

/** The table of metrics: every metric of ours is one row here, in the order of the documentation. */
public final class Meters {

    private static final List<Double> SECONDS =
            List.of(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0);
    private static final List<Double> SHORT_SECONDS =
            List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0);
    private static final List<Double> TENFOLD_SECONDS = List.of(0.0001, 0.001, 0.01, 0.1, 1.0);
    private static final List<Double> ROWS = List.of(1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0);
    private static final List<Double> PROBABILITIES =
            List.of(0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0);

    public static final Meter RECORDS = Meter.counter(
            "assay_input_records_total",
            List.of(),
            "Input records understood; each holds a turn or a whole transcript.");

    public static final Meter INPUT_BYTES =
            Meter.counter("assay_input_bytes_total", List.of(), "Bytes of the input records understood.");

    public static final Meter UNKNOWN_PARTS = Meter.counter(
            "assay_unknown_parts_total",
            List.of(),
            "Parts of messages of a type this release does not know, read as far as they have text. If it rises, a chat "
                    + "API has grown: look for a release that knows it.");

    public static final Meter TURNS = Meter.counter(
            "assay_turns_total",
            List.of("outcome"),
            "Turns by what became of them: judged by all detectors, or dropped as a duplicate. What could not be read is "
                    + "in assay_dead_letters_total.");

    public static final Meter UNCOUNTED_TURNS = Meter.counter(
            "assay_turns_uncounted_total",
            List.of(),
            "Turns judged that are in no window of the metrics topic, since it was over when they came: by more than "
                    + "`assay.metrics.grace`, or some record claimed a later time.");

    public static final Meter DECISION_LATENCY = Meter.histogram(
            "assay_decision_latency_seconds",
            List.of(),
            SECONDS,
            "Time from a turn's record timestamp to its verdicts. Meaningless while old records are replayed.");

    public static final Meter IN_FLIGHT = Meter.gauge(
            "assay_turns_in_flight", List.of(), "Turns handed to the reader whose verdicts are not out yet.");

    public static final Meter LONGEST_READ = Meter.gauge(
            "assay_longest_read_seconds",
            List.of(),
            "How long the task that has waited longest has waited for the turn it needs next; beyond "
                    + "`assay.batch.stalled-after` the service is not live.");

    public static final Meter READING_TIME = Meter.histogram(
            "assay_reading_duration_seconds",
            List.of(),
            SECONDS,
            "Time from handing a turn to the reader to taking its scores, waiting for a batch included.");

    public static final Meter STAGE_TIME = Meter.histogram(
            "assay_stage_duration_seconds",
            List.of("stage"),
            TENFOLD_SECONDS,
            "Time a stream thread works on one record (intake) or turn (context, detection), waiting for the state store "
                    + "included. Reading has its own, above.");

    public static final Meter BACK_PRESSURE = Meter.counter(
            "assay_back_pressure_seconds_total",
            List.of(),
            "Time stream threads waited because the reader had as many turns as it may have.");

    public static final Meter INPUT_LAG = Meter.gauge(
            "assay_input_lag_records",
            List.of("partition"),
            "Records in the input topic that this instance has not taken yet, for each partition it owns.");

    public static final Meter WAITING = Meter.gauge(
            "assay_waiting_turns",
            List.of("partition"),
            "Turns taken from the input that wait in the service's own topic for the reader, for each partition this "
                    + "instance owns. The input is taken at once; a backlog shows here.");

    public static final Meter VERDICTS = Meter.counter(
            "assay_verdicts_total",
            List.of("detector", "outcome"),
            "Verdicts by detector and outcome: flagged, clear or abstained. Shadow detectors are counted too.");

    public static final Meter SCORES = Meter.histogram(
            "assay_detector_score",
            List.of("detector"),
            PROBABILITIES,
            "Calibrated score of every turn a detector judged; abstentions are not in it.");

    public static final Meter ALERTS =
            Meter.counter("assay_alerts_total", List.of("detector", "severity"), "Alerts published.");

    public static final Meter ALERT_SCORES = Meter.counter(
            "assay_alert_scores_total",
            List.of("detector"),
            "Sum of the calibrated scores of the alerts published; divided by their number, their mean.");

    public static final Meter SUPPRESSED = Meter.counter(
            "assay_alerts_suppressed_total",
            List.of("detector"),
            "Flagged turns that raised no alert because the same detector had raised one in the conversation shortly "
                    + "before.");

    public static final Meter FEATURE_TOKENS = Meter.counter(
            "assay_feature_tokens_total",
            List.of("feature", "band"),
            "Tokens by how strong a monitored feature is at them, compared with the bundle's reference: silent, low (up "
                    + "to its median), usual (up to its 99th percentile) or high.");

    public static final Meter FEATURE_REFERENCE = Meter.gauge(
            "assay_feature_reference_ratio",
            List.of("feature", "band"),
            "Share of the tokens of the bundle's reference texts in each band.");

    public static final Meter MODEL_TOKENS = Meter.counter(
            "assay_model_tokens_total", List.of("model"), "Tokens of the turns judged, by the model of the chat.");

    public static final Meter MODEL_FEATURE_TOKENS = Meter.counter(
            "assay_model_feature_tokens_total",
            List.of("model", "feature"),
            "Of them, those at which a monitored feature fires.");

    public static final Meter MODEL_VERDICTS = Meter.counter(
            "assay_model_verdicts_total",
            List.of("model", "detector", "outcome"),
            "Verdicts by the model of the chat. The first models seen are told apart; the rest are other, and unknown "
                    + "where the producer names none.");

    public static final Meter CANARY_INTERVAL = Meter.gauge(
            "assay_canary_interval_seconds", List.of(), "Time between two canaries of a kind; 0 if none are sent.");

    public static final Meter CANARIES_SENT = Meter.counter(
            "assay_canaries_sent_total", List.of("kind"), "Canaries that the broker has: harmful and benign ones.");

    public static final Meter CANARIES = Meter.counter(
            "assay_canaries_total",
            List.of("kind", "outcome"),
            "Canaries that came out: a harmful one must be flagged, a benign one clear.");

    public static final Meter EXPIRED = Meter.counter(
            "assay_conversations_expired_total", List.of(), "Conversations forgotten because no turn came for long.");

    public static final Meter DEAD_LETTERS = Meter.counter(
            "assay_dead_letters_total",
            List.of("stage", "reason"),
            "Input that could not be processed, by where it failed and why.");

    public static final Meter TOKENS = Meter.counter(
            "assay_turn_tokens_total", List.of("role"), "Tokens of the turns judged, by who wrote the turn.");

    public static final Meter READ_TOKENS = Meter.counter(
            "assay_reader_tokens_total",
            List.of(),
            "Tokens the engine read: of turns, of their context and control tokens.");

    public static final Meter PADDING = Meter.counter(
            "assay_reader_padding_tokens_total",
            List.of(),
            "Padding the engine read besides, because the windows of a batch differ in length.");

    public static final Meter BATCH_ROWS =
            Meter.histogram("assay_batch_rows", List.of(), ROWS, "Windows in one batch of the engine.");

    public static final Meter BATCH_DURATION = Meter.histogram(
            "assay_batch_duration_seconds", List.of(), SHORT_SECONDS, "Time the engine took for one batch.");

    public static final Meter FAILED_READS = Meter.counter(
            "assay_failed_reads_total",
            List.of(),
            "Reads that ended without scores, because the engine failed or the task was closed. The turn is read again; "
                    + "it is neither lost nor clear.");

    public static final Meter READ_RETRIES = Meter.counter(
            "assay_read_retries_total",
            List.of("reason"),
            "Failed reads that were tried again at once, by why: the engine failed, or the turn was not-finite or "
                    + "not-tokenized and goes to the dead letters if that stays so.");

    public static final Meter STREAMS_STATE = Meter.gauge(
            "assay_streams_state", List.of("state"), "1 for the state Kafka Streams is in, 0 for the others.");

    public static final Meter THREAD_FAILURES = Meter.counter(
            "assay_stream_thread_failures_total",
            List.of(),
            "Stream threads that failed. Another takes over and does the open transaction again; one that fails again and "
                    + "again processes nothing.");

    public static final Meter BUNDLE_INFO = Meter.gauge(
            "assay_bundle_info", List.of("bundle", "name", "reader"), "1; the labels say which bundle is in use.");

    public static final Meter DETECTOR_INFO = Meter.gauge(
            "assay_detector_info",
            List.of("detector", "category", "severity", "mode"),
            "1 for each detector of the bundle; the labels say what it looks for and whether it is active or a shadow.");

    public static final Meter ENGINE_INFO = Meter.gauge(
            "assay_engine_info",
            List.of("engine", "version", "device", "precision"),
            "1; the labels say what runs the reader.");

    public static final Meter ENGINE_UNAVAILABLE = Meter.gauge(
            "assay_engine_unavailable_info",
            List.of("engine", "cause"),
            "1 for each engine that cannot run on this machine; ./assay doctor explains the cause.");

    public static final Meter BUILD_INFO =
            Meter.gauge("assay_build_info", List.of("version", "java"), "1; the labels say which build this is.");

    /** Every row, in the order of the documentation. */
    public static final List<Meter> ALL = Stream.of(
                    List.of(
                            RECORDS,
                            INPUT_BYTES,
                            UNKNOWN_PARTS,
                            TURNS,
                            UNCOUNTED_TURNS,
                            TOKENS,
                            DECISION_LATENCY,
                            READING_TIME,
                            STAGE_TIME,
                            IN_FLIGHT,
                            LONGEST_READ,
                            BACK_PRESSURE,
                            INPUT_LAG,
                            WAITING,
                            VERDICTS,
                            SCORES,
                            ALERTS,
                            ALERT_SCORES,
                            SUPPRESSED),
                    TriageMeters.ALL,
                    List.of(
                            FEATURE_TOKENS,
                            FEATURE_REFERENCE,
                            MODEL_TOKENS,
                            MODEL_FEATURE_TOKENS,
                            MODEL_VERDICTS,
                            CANARY_INTERVAL,
                            CANARIES_SENT,
                            CANARIES,
                            DEAD_LETTERS,
                            EXPIRED,
                            READ_TOKENS,
                            PADDING,
                            BATCH_ROWS,
                            BATCH_DURATION,
                            FAILED_READS,
                            READ_RETRIES,
                            STREAMS_STATE,
                            THREAD_FAILURES,
                            BUNDLE_INFO,
                            DETECTOR_INFO,
                            ENGINE_INFO,
                            ENGINE_UNAVAILABLE,
                            BUILD_INFO),
                    KafkaMeters.ALL.stream().map(KafkaMeter::meter).toList(),
                    ReplayMeters.ALL)
            .flatMap(List::stream)
            .toList();

    private Meters() {}
}
