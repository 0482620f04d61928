package dev.assay.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A detector flagged a turn and a person should look.
 *
 * @param alertId see {@link #id}
 * @param timestamp the record time of the turn, cut to milliseconds
 * @param score the decisive calibrated score; {@code scope} speaks most for it
 * @param threshold what the score was compared with
 * @param bundle digest of the bundle the detector came from
 * @param engine which engine ran the reader, with its version
 * @param source where the turn's text can be read
 * @param model the model that wrote the conversation's assistant turns, where the producer says so
 * @param modelVersion of that model
 * @param excerpt the part of the text the evidence points at; null unless excerpts are switched on
 * @param suppressed alerts of this conversation and detector that the cool-down held back since the previous one
 */
public record Alert(
        String alertId,
        String conversationId,
        String turnId,
        Role role,
        Instant timestamp,
        String detector,
        String category,
        Severity severity,
        double score,
        double threshold,
        Scope scope,
        double turnScore,
        double conversationScore,
        Evidence evidence,
        String bundle,
        String engine,
        Source source,
        @Nullable String model,
        @Nullable String modelVersion,
        @Nullable String excerpt,
        long suppressed) {

    private static final int ID_DIGITS = 32;

    public Alert {
        Validation.notBlank(alertId, "alertId");
        Validation.notBlank(conversationId, "conversationId");
        Validation.notBlank(turnId, "turnId");
        requireNonNull(role, "role");
        timestamp = Validation.millis(timestamp, "timestamp");
        Validation.notBlank(detector, "detector");
        Validation.notBlank(category, "category");
        requireNonNull(severity, "severity");
        Validation.probability(score, "score");
        Validation.probability(threshold, "threshold");
        requireNonNull(scope, "scope");
        Validation.probability(turnScore, "turnScore");
        Validation.probability(conversationScore, "conversationScore");
        requireNonNull(evidence, "evidence");
        Validation.notBlank(bundle, "bundle");
        Validation.notBlank(engine, "engine");
        requireNonNull(source, "source");
        Validation.notNegative(suppressed, "suppressed");
    }

    /**
     * The id of the alert a detector of a bundle raises for a turn: the same whenever it is raised again, so that a
     * replay can be compared and a consumer can drop doubles.
     *
     * @return 32 hexadecimal digits: the head of the SHA-256 of the four parts, joined by line feeds
     */
    public static String id(String conversationId, String turnId, String detector, String bundle) {
        String parts = String.join("\n", conversationId, turnId, detector, bundle);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(parts.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_DIGITS / 2);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256, which every Java must have", e);
        }
    }

    /** The same alert with no text in it. */
    public Alert withoutExcerpt() {
        return new Alert(
                alertId,
                conversationId,
                turnId,
                role,
                timestamp,
                detector,
                category,
                severity,
                score,
                threshold,
                scope,
                turnScore,
                conversationScore,
                evidence,
                bundle,
                engine,
                source,
                model,
                modelVersion,
                null,
                suppressed);
    }

    /** Never prints the excerpt: chat text must not reach logs and exceptions. */
    @Override
    public String toString() {
        return "Alert[alertId=" + alertId + ", conversationId=" + conversationId + ", turnId=" + turnId + ", detector="
                + detector + ", severity=" + severity + ", score=" + score + ", scope=" + scope + ", timestamp="
                + timestamp + ", source=" + source + "]";
    }
}
