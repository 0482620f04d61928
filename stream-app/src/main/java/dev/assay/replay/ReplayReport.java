package dev.assay.replay;

import static java.util.Objects.requireNonNull;

import dev.assay.schemas.Decision;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of a run.
 *
 * @param engine of the replay, as alerts name it
 * @param repeatedOriginals alerts about the same conversation, turn and detector as another, not compared
 * @param deletedOriginals records that the topic of the original alerts does not hold any more
 */
public record ReplayReport(
        SignedManifest manifest, String engine, Comparison comparison, long repeatedOriginals, long deletedOriginals) {

    public ReplayReport {
        requireNonNull(manifest, "manifest");
        requireNonNull(engine, "engine");
        requireNonNull(comparison, "comparison");
    }

    /** One sentence: reproduced or not, and how often. */
    public String verdict() {
        if (comparison.findings().isEmpty()) {
            return "No alerts then, none now.";
        }
        if (comparison.isIdentical()) {
            return "Reproduced: " + alerts(comparison.count(Outcome.IDENTICAL)) + ", all identical.";
        }
        return "Differs: " + alerts(comparison.count(Outcome.IDENTICAL)) + " identical, "
                + comparison.count(Outcome.CHANGED) + " changed, " + comparison.count(Outcome.MISSING) + " missing, "
                + comparison.count(Outcome.NEW) + " new.";
    }

    /** Whether every alert has to come out identical: the same bundle and engine raised them, and none is deleted. */
    public boolean isReproduction() {
        return comparison.mustBeIdentical(manifest.manifest().bundle(), engine) && deletedOriginals == 0;
    }

    /** What that means for what reviewers have found. */
    public String consequence() {
        return alerts(comparison.count(Outcome.MISSING, Decision.CONFIRMED))
                + " that reviewers confirmed would have been lost, "
                + alerts(comparison.count(Outcome.MISSING, Decision.REJECTED))
                + " that they rejected would have been spared them. Of the new ones nobody has decided anything.";
    }

    /** What bears on how far the result can be trusted. */
    public List<String> notes() {
        Manifest pinned = manifest.manifest();
        List<String> notes = new ArrayList<>();
        if (comparison.mustBeIdentical(pinned.bundle(), engine)) {
            notes.add(
                    "The original alerts came from the same bundle on the same engine: every difference needs an explanation.");
        } else {
            notes.add(
                    "The original alerts came from another bundle or engine, in part or all: differences are expected.");
        }
        if (pinned.isWholeTopic()) {
            notes.add("Conversations were warmed from the first record of the topic: all that came before is known.");
        } else {
            notes.add("Conversations were warmed from "
                    + (pinned.warmedSince() == null
                            ? "the start of the range"
                            : pinned.warmedSince().toString())
                    + ", or from where the topic begins now. What a conversation that is older, and has not paused for "
                    + pinned.configuration().get("assay.conversation.expiry")
                    + " since, had told the detectors before is not known, and its alerts may differ for that alone.");
        }
        if (deletedOriginals > 0) {
            notes.add("The topic of the original alerts has lost its first " + deletedOriginals
                    + " records to retention: alerts called new may have been among them.");
        }
        if (repeatedOriginals > 0) {
            notes.add(alerts(repeatedOriginals) + " had been raised about the same conversation, turn and detector as "
                    + "another one; of those the first was compared.");
        }
        return notes;
    }

    private static String alerts(long number) {
        return number + (number == 1 ? " alert" : " alerts");
    }
}
