package dev.assay.config;

import static dev.assay.config.Importance.HIGH;
import static dev.assay.config.Importance.LOW;
import static dev.assay.config.Importance.MEDIUM;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Rows of the table {@link Settings}: what is published, and in which encoding. */
interface OutputSettings {

    Setting<Duration> ALERT_COOL_DOWN = Setting.of(
            "assay.alerts.cool-down",
            Kind.duration("0ms", "365d"),
            "10m",
            HIGH,
            "After an alert, the same detector raises none in the same conversation for so long, in record time. "
                    + "What it would have raised is counted in its next alert.");

    Setting<Boolean> ALERT_EXCERPT = Setting.of(
            "assay.alerts.excerpt",
            Kind.flag(),
            "false",
            HIGH,
            "Whether alerts quote the flagged text. Without, they carry only its coordinates.");

    Setting<Duration> TRIAGE_RETENTION = Setting.of(
            "assay.triage.retention",
            Kind.duration("1h", "365d"),
            "30d",
            LOW,
            "A reviewer's decision is counted for an alert of at most this age, in record time, and for so long.");

    Setting<Integer> TRIAGE_ALERTS = Setting.of(
            "assay.triage.max-alerts",
            Kind.whole(1, 10_000_000),
            "100000",
            LOW,
            "Alerts each task remembers for reviewers' decisions; beyond them the oldest are forgotten.");

    Setting<Duration> TARGET_CRITICAL = target("critical", "1h");
    Setting<Duration> TARGET_HIGH = target("high", "4h");
    Setting<Duration> TARGET_MEDIUM = target("medium", "1d");
    Setting<Duration> TARGET_LOW = target("low", "7d");

    Setting<Boolean> ACTIVATIONS = Setting.of(
            "assay.activations.enabled",
            Kind.flag(),
            "false",
            LOW,
            "Whether the sparse feature activations of every turn are published.");

    Setting<Duration> METRICS_WINDOW = Setting.of(
            "assay.metrics.window",
            Kind.duration("1s", "1d"),
            "1m",
            LOW,
            "Length of the windows of the metrics topic.");

    Setting<Duration> METRICS_GRACE = Setting.of(
            "assay.metrics.grace",
            Kind.duration("0ms", "1d"),
            "5m",
            LOW,
            "How late, in record time, a turn may be and still count. A window is published this long after it ends.");

    Setting<WireFormat> WIRE_FORMAT = Setting.of(
            "assay.wire.format",
            Kind.choice(WireFormat.class),
            "json",
            MEDIUM,
            "Encoding of the input and output topics.");

    Setting<String> REGISTRY_URL = new Setting<>(
            "assay.wire.registry",
            Kind.optionalUrl(),
            "",
            MEDIUM,
            "Schema registry; needed for `avro`. Credentials are `registry.` settings, see below.",
            true);

    Setting<Path> AUDIT_KEY = Setting.of(
            "assay.audit.key",
            Kind.optionalPath(),
            "",
            LOW,
            "File of the key that signs manifests of replays, checkpoints and evidence packs, made by `./assay audit keygen`. "
                    + "Without one manifests are not signed, and the others not made.");

    /** In the order of the documentation. */
    List<Setting<?>> ROWS = List.of(
            ALERT_COOL_DOWN,
            ALERT_EXCERPT,
            TRIAGE_RETENTION,
            TRIAGE_ALERTS,
            TARGET_CRITICAL,
            TARGET_HIGH,
            TARGET_MEDIUM,
            TARGET_LOW,
            ACTIVATIONS,
            METRICS_WINDOW,
            METRICS_GRACE,
            WIRE_FORMAT,
            REGISTRY_URL,
            AUDIT_KEY);

    private static Setting<Duration> target(String severity, String standard) {
        return Setting.of(
                "assay.triage.target." + severity,
                Kind.duration("1m", "365d"),
                standard,
                LOW,
                "A reviewer should have decided on an alert of severity " + severity
                        + " within this time. Only measured, see `assay_triage_target_seconds`.");
    }
}
