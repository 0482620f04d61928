package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import dev.assay.detector.DetectorSpec;
import dev.assay.detector.Span;
import dev.assay.detector.Verdict;
import dev.assay.schemas.Alert;
import dev.assay.schemas.Evidence;
import dev.assay.schemas.FeatureActivation;
import dev.assay.schemas.Scope;
import dev.assay.schemas.Severity;
import dev.assay.schemas.Turn;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes down a verdict as an alert.
 *
 * @param bundle digest of the detectors' bundle
 * @param engine name and version of what ran the reader
 * @param excerpts whether alerts quote the turn
 */
record AlertWriter(String bundle, String engine, boolean excerpts) {

    private static final int EXCERPT_CHARACTERS = 280;

    Alert alert(Turn turn, Instant recordTime, DetectorSpec detector, Verdict verdict, long suppressed) {
        return new Alert(
                Alert.id(turn.conversationId(), turn.turnId(), detector.id(), bundle),
                turn.conversationId(),
                turn.turnId(),
                turn.role(),
                recordTime,
                detector.id(),
                detector.category(),
                Severity.valueOf(detector.severity().name()),
                verdict.score(),
                detector.threshold(),
                Scope.valueOf(verdict.scope().name()),
                verdict.turnScore(),
                verdict.conversationScore(),
                evidence(verdict.evidence()),
                bundle,
                engine,
                requireNonNull(turn.source(), "source"),
                turn.model(),
                turn.modelVersion(),
                excerpts ? excerpt(turn.text(), verdict.evidence().spans()) : null,
                suppressed);
    }

    private static Evidence evidence(dev.assay.detector.Evidence evidence) {
        return new Evidence(
                evidence.spans().stream()
                        .map(span -> new dev.assay.schemas.Span(span.start(), span.end(), span.score()))
                        .toList(),
                evidence.features().stream()
                        .map(feature -> new FeatureActivation(
                                feature.feature(), feature.label(), feature.value(), feature.start(), feature.end()))
                        .toList());
    }

    /** The strongest span, cut to a readable length; without spans, the conversation decided and there is no part. */
    private static @Nullable String excerpt(String text, List<Span> spans) {
        if (spans.isEmpty()) {
            return null;
        }
        Span strongest = spans.get(0);
        return text.substring(strongest.start(), Math.min(strongest.end(), strongest.start() + EXCERPT_CHARACTERS));
    }
}
