package dev.assay.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.assay.schemas.Alert;
import dev.assay.schemas.Scope;
import dev.assay.schemas.Severity;
import dev.assay.schemas.Source;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is compared of an alert, small enough to keep very many: without text, its evidence as a digest.
 *
 * @param id of the alert
 * @param bundle digest
 * @param engine with version, precision and device
 * @param evidence digest of the spans and features, and of category, role and model
 */
public record ReportedAlert(
        AlertKey key,
        String id,
        String bundle,
        String engine,
        Source source,
        Severity severity,
        double score,
        double threshold,
        Scope scope,
        double turnScore,
        double conversationScore,
        long suppressed,
        String evidence) {

    private static final int DIGEST_BYTES = 12;

    public ReportedAlert {
        requireNonNull(key, "key");
        requireNonNull(id, "id");
        requireNonNull(source, "source");
        requireNonNull(evidence, "evidence");
    }

    /** @param of interned, since a topic has few bundles and engines */
    public static ReportedAlert of(Alert of) {
        return new ReportedAlert(
                new AlertKey(of.conversationId(), of.turnId(), of.detector().intern()),
                of.alertId(),
                of.bundle().intern(),
                of.engine().intern(),
                of.source(),
                of.severity(),
                of.score(),
                of.threshold(),
                of.scope(),
                of.turnScore(),
                of.conversationScore(),
                of.suppressed(),
                digest(List.of(
                        of.evidence().toString(),
                        of.category(),
                        of.role().name(),
                        of.timestamp().toString(),
                        String.valueOf(of.model()),
                        String.valueOf(of.modelVersion()))));
    }

    /** Names of what differs, in the order of importance; empty if nothing does. Bundle, engine and id may differ. */
    public List<String> differences(ReportedAlert other) {
        Map<String, Boolean> same = new LinkedHashMap<>();
        same.put("score", score == other.score);
        same.put("turnScore", turnScore == other.turnScore);
        same.put("conversationScore", conversationScore == other.conversationScore);
        same.put("scope", scope == other.scope);
        same.put("severity", severity == other.severity);
        same.put("threshold", threshold == other.threshold);
        same.put("suppressed", suppressed == other.suppressed);
        same.put("evidence", evidence.equals(other.evidence));
        same.put("source", Objects.equals(source, other.source));
        return same.entrySet().stream()
                .filter(field -> !field.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String digest(List<String> parts) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", parts).getBytes(UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }
}
