package dev.assay.evidence;

import dev.assay.bundle.Bundle;
import dev.assay.config.Config;
import dev.assay.detector.Detector;
import dev.assay.detector.DetectorSpec;
import dev.assay.detector.Outcome;
import dev.assay.detector.Verdict;
import dev.assay.privacy.Excerpts;
import dev.assay.replay.ReportedAlert;
import dev.assay.schemas.Alert;
import dev.assay.schemas.Turn;
import dev.assay.topology.AlertWriter;
import dev.assay.topology.BundleReader;
import dev.assay.topology.MonitorListener;
import dev.assay.topology.MonitorParts;
import java.io.IOException;
import java.util.List;

/**
 * An alert computed again from the turns of its conversation.
 *
 * @param scored what came out
 * @param detector that raised the alert
 * @param engine that computed now, as alerts name it
 * @param differences names of what is not as it was published; empty if all is
 */
record Recomputation(Rescoring.Result scored, DetectorSpec detector, String engine, List<String> differences) {

    Recomputation {
        differences = List.copyOf(differences);
    }

    /**
     * @param input a turn on each line; the last is the alert's
     * @throws EvidenceException if the bundle is another one than the alert's
     */
    static Recomputation of(Alert alert, List<byte[]> input, Config config, Bundle bundle, BundleReader running)
            throws IOException {
        if (!bundle.digest().equals(alert.bundle())) {
            throw new EvidenceException("the alert came from bundle " + alert.bundle() + ", this is " + bundle.digest()
                    + "; choose the right one with assay.bundle");
        }
        String engine = MonitorParts.of(bundle, running.reader(), running.engine(), MonitorListener.NONE)
                .engine();
        Rescoring.Result scored = Rescoring.of(config, bundle, running.reader(), input);
        List<Detector> detectors = bundle.detectors();
        for (int i = 0; i < detectors.size(); i++) {
            DetectorSpec spec = detectors.get(i).spec();
            if (spec.id().equals(alert.detector())) {
                return new Recomputation(
                        scored,
                        spec,
                        engine,
                        differences(alert, scored, spec, scored.verdicts().get(i), engine));
            }
        }
        throw new EvidenceException(
                "the bundle has no detector '" + alert.detector() + "', which is said to have raised the alert");
    }

    private static List<String> differences(
            Alert alert, Rescoring.Result scored, DetectorSpec spec, Verdict verdict, String engine) {
        if (verdict.outcome() != Outcome.FLAGGED) {
            return List.of("outcome");
        }
        Turn turn = scored.turn();
        if (!turn.conversationId().equals(alert.conversationId())
                || !turn.turnId().equals(alert.turnId())) {
            return List.of("turn");
        }
        Turn placed = new Turn(
                turn.conversationId(),
                turn.turnId(),
                turn.role(),
                turn.text(),
                turn.timestamp(),
                turn.model(),
                turn.modelVersion(),
                alert.source());
        Alert now = new AlertWriter(alert.bundle(), engine, Excerpts.NONE)
                .alert(placed, alert.timestamp(), spec, verdict, alert.suppressed()); // one turn tells no cool-down
        return ReportedAlert.of(alert).differences(ReportedAlert.of(now));
    }

    boolean isEqual() {
        return differences.isEmpty();
    }
}
