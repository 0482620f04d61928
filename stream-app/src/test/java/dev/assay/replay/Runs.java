package dev.assay.replay;

import dev.assay.engine.EngineInfo;
import dev.assay.schemas.Scope;
import dev.assay.schemas.Severity;
import dev.assay.schemas.Source;
import dev.assay.topology.InputRange;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A manifest and alerts for tests. */
final class Runs {

    static final String BUNDLE = "ab".repeat(32);
    static final String ENGINE = "onnxruntime 1.29.0 fp32 on cpu";

    private Runs() {}

    static Manifest manifest() {
        return new Manifest(
                "tuesday",
                Instant.parse("2026-11-18T09:30:00.123Z"),
                "0.1.0",
                "2026-11-17T00:00:00Z",
                "2026-11-18T00:00:00Z",
                new InputRange(
                        "assay.turns",
                        new TreeMap<>(Map.of(
                                0, new InputRange.Offsets(0, 1200, 2400), 1, new InputRange.Offsets(10, 998, 1998)))),
                Duration.ofHours(24),
                Instant.parse("2026-11-16T00:00:00Z"),
                "assay.alerts",
                BUNDLE,
                new EngineInfo("onnxruntime", "1.29.0", "cpu", "fp32"),
                new TreeMap<>(Map.of(
                        "assay.alerts.cool-down", "10m",
                        "assay.conversation.expiry", "24h",
                        "assay.http.password", "(hidden)",
                        "assay.stream.threads", "1")));
    }

    static ReportedAlert alert(String conversation, String detector, double score) {
        return alert(conversation, detector, score, BUNDLE);
    }

    static ReportedAlert alert(String conversation, String detector, double score, String bundle) {
        return new ReportedAlert(
                new AlertKey(conversation, "turn-1", detector),
                conversation + "-" + detector + "-" + bundle.charAt(0),
                bundle,
                ENGINE,
                new Source("assay.turns", 0, 1300, 0),
                Severity.HIGH,
                score,
                0.5,
                Scope.TURN,
                score,
                0.25,
                0,
                "e".repeat(24));
    }

    static Map<AlertKey, ReportedAlert> byKey(ReportedAlert... alerts) {
        Map<AlertKey, ReportedAlert> all = new LinkedHashMap<>();
        for (ReportedAlert alert : alerts) {
            all.put(alert.key(), alert);
        }
        return all;
    }
}
