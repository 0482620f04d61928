package dev.assay.schemas;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One full and one minimal record of each message type; the golden files are these, encoded. */
public final class Samples {
    /** Stands for chat text in the samples: must never be met in a message or a log. */
    public static final String CHAT_TEXT = "Send the gift-card codes 😀 to me today, é \"please\"\r\nשלום";

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Source SOURCE = new Source("assay.turns", 3, 4_294_967_296L, 2);
    private static final String BUNDLE = "5f2b".repeat(16);

    public static final Turn TURN =
            new Turn("conversation-1", "turn-7", Role.ASSISTANT, CHAT_TEXT, TIME, "gold-2", "2026-01", SOURCE);

    public static final Transcript TRANSCRIPT = new Transcript(
            "conversation-1",
            List.of(
                    new TranscriptMessage(Role.SYSTEM, "", null, null),
                    new TranscriptMessage(Role.USER, CHAT_TEXT, "u-1", Instant.parse("2026-01-02T03:00:00Z"))),
            TIME,
            "gold-2",
            "2026-01",
            new Source("assay.turns", 3, 4_294_967_296L, 0));

    public static final Evidence EVIDENCE = new Evidence(
            List.of(new Span(5, 24, 3.25), new Span(31, 36, 0.5)),
            List.of(new FeatureActivation(1977, "payment in vouchers", 12.125, 9, 18)));

    public static final Alert ALERT = new Alert(
            Alert.id("conversation-1", "turn-7", "scam-probe", BUNDLE),
            "conversation-1",
            "turn-7",
            Role.ASSISTANT,
            TIME,
            "scam-probe",
            "scam",
            Severity.HIGH,
            0.9731,
            0.9,
            Scope.CONVERSATION,
            0.8125,
            0.9731,
            EVIDENCE,
            BUNDLE,
            "onnxruntime 1.29.0",
            SOURCE,
            "gold-2",
            "2026-01",
            CHAT_TEXT.substring(5, 24),
            4);

    private static final Alert MINIMAL_ALERT = new Alert(
            Alert.id("c", "1", "d", "b"),
            "c",
            "1",
            Role.USER,
            Instant.EPOCH,
            "d",
            "backdoor",
            Severity.LOW,
            1,
            1,
            Scope.TURN,
            1,
            0,
            new Evidence(List.of(), List.of()),
            "b",
            "e",
            new Source("t", 0, 0, 0),
            null,
            null,
            null,
            0);

    private static final MetricWindow WINDOW = new MetricWindow(
            Instant.parse("2026-01-02T03:04:00Z"),
            Instant.parse("2026-01-02T03:05:00Z"),
            "scam-probe",
            "gold-2",
            Role.ASSISTANT,
            1_000,
            12,
            8,
            5,
            41.5,
            0.9987,
            List.of(900L, 50L, 10L, 8L, 4L, 3L, 3L, 2L, 2L, 10L),
            BUNDLE);

    private static final MetricWindow MINIMAL_WINDOW = new MetricWindow(
            Instant.EPOCH,
            Instant.ofEpochMilli(1),
            "d",
            null,
            Role.TOOL,
            0,
            0,
            0,
            0,
            0,
            0,
            List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L),
            "b");

    private static final Activations ACTIVATIONS = new Activations(
            "conversation-1",
            "turn-7",
            Role.ASSISTANT,
            TIME,
            SOURCE,
            BUNDLE,
            "gold-2",
            "2026-01",
            17,
            List.of(
                    new DetectorScore("scam-probe", Outcome.FLAGGED, 0.9731, 0.8125, 0.9731),
                    new DetectorScore("lie-probe", Outcome.ABSTAINED, 0, 0, 0)),
            List.of(new SparseFeature(1977, List.of(9, 31), List.of(18, 36), List.of(12.125f, 0.1f))));

    private static final Activations MINIMAL_ACTIVATIONS = new Activations(
            "c", "1", Role.SYSTEM, Instant.EPOCH, new Source("t", 0, 0, 0), "b", null, null, 0, List.of(), List.of());

    private static final DeadLetter DEAD_LETTER = new DeadLetter(
            "intake",
            "malformed-json",
            "Turn is not well-formed JSON at byte 17; expected one JSON object",
            SOURCE,
            TIME,
            52_428_800,
            "0123456789abcdef".repeat(4));

    private static final DeadLetter MINIMAL_DEAD_LETTER =
            new DeadLetter("s", "r", "", new Source("t", 0, 0, 0), Instant.EPOCH, 0, "0".repeat(64));

    private static final Disposition DISPOSITION =
            new Disposition(ALERT.alertId(), Decision.CONFIRMED, "ana", TIME, "scam-probe", "asks for: " + CHAT_TEXT);

    private static final Disposition MINIMAL_DISPOSITION =
            new Disposition("a", Decision.UNSURE, "r", Instant.EPOCH, null, null);

    private Samples() {}

    /** By name of the golden file. */
    public static Map<String, Record> all() {
        return Map.ofEntries(
                Map.entry("Turn-full", TURN),
                Map.entry("Turn-minimal", new Turn("c", "1", Role.TOOL, "", Instant.EPOCH, null, null, null)),
                Map.entry("Transcript-full", TRANSCRIPT),
                Map.entry("Transcript-minimal", new Transcript("c", List.of(), Instant.EPOCH, null, null, null)),
                Map.entry("Alert-full", ALERT),
                Map.entry("Alert-minimal", MINIMAL_ALERT),
                Map.entry("Evidence-full", EVIDENCE),
                Map.entry("Evidence-minimal", new Evidence(List.of(), List.of())),
                Map.entry("MetricWindow-full", WINDOW),
                Map.entry("MetricWindow-minimal", MINIMAL_WINDOW),
                Map.entry("Activations-full", ACTIVATIONS),
                Map.entry("Activations-minimal", MINIMAL_ACTIVATIONS),
                Map.entry("DeadLetter-full", DEAD_LETTER),
                Map.entry("DeadLetter-minimal", MINIMAL_DEAD_LETTER),
                Map.entry("Disposition-full", DISPOSITION),
                Map.entry("Disposition-minimal", MINIMAL_DISPOSITION));
    }
}
