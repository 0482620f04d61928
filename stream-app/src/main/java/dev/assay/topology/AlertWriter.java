package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import dev.assay.detector.DetectorSpec;
import dev.assay.detector.Verdict;
import dev.assay.privacy.Excerpts;
import dev.assay.schemas.Alert;
import dev.assay.schemas.Evidence;
import dev.assay.schemas.FeatureActivation;
import dev.assay.schemas.Scope;
import dev.assay.schemas.Severity;
import dev.assay.schemas.Turn;
import java.time.Instant;

/**
 * Writes down a verdict as an alert.
 *
 * @param bundle digest of the detectors' bundle
 * @param engine name and version of what ran the reader
 * @param excerpts what alerts may quote of the turn
 */
public record AlertWriter(String bundle, String engine, Excerpts excerpts) {

    public Alert alert(Turn turn, Instant recordTime, DetectorSpec detector, Verdict verdict, long suppressed) {
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
                excerpts.of(turn.text(), verdict.evidence().spans()),
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
}
