package dev.assay.evidence;

import dev.assay.detector.DetectorSpec;
import dev.assay.schemas.Alert;

/** {@code README.md}: what is in a pack, and how a third party computes the alert again. */
final class PackReadme {

    private PackReadme() {}

    /**
     * @param covered whether a checkpoint proves the alert's record
     * @param turns in the input
     * @param withBundle whether the bundle is in the pack
     */
    static String text(
            Alert alert,
            DetectorSpec detector,
            String version,
            boolean reproduced,
            boolean covered,
            int turns,
            boolean withBundle) {
        String bundle = withBundle ? "bundle" : "THE_BUNDLE";
        return """
                # Evidence for alert %s

                Detector `%s` flagged turn `%s` of the conversation in `input.jsonl`: score %s, threshold %s.
                This directory holds **text of a chat**. Treat it as you would the chat.

                ## Compute it again

                With Assay %s, from a checkout, and no Kafka:

                    ./assay audit recompute PACK --key audit.key.pub%s

                It checks the manifest's signature, every file, the checkpoint, and that the verdict comes out the same. By hand,
                in this directory:

                    assay score --config assay.properties --set assay.bundle=%s --input input.jsonl --output again.jsonl
                    cmp again.jsonl verdicts.jsonl

                The last line is the alert's turn. On the same kind of engine the files are the same byte for byte; on another, the
                scores to the four digits that are written. When this pack was made, the alert %s.

                ## What is in it

                | File | |
                |---|---|
                | `input.jsonl` | the %d turns that Assay had seen of the conversation, the alert's last, as it took them |
                | `verdicts.jsonl` | what `assay score` makes of them |
                | `alert.json`, `dispositions.json` | the alert and the reviewers' decisions, as they were published |
                | `records.json` | the same as the records of Kafka they are, byte by byte in Base64 |
                | `checkpoints/` | %s |
                | `activations.json` | each token of the turn: its characters, every detector's logit, the strongest features |
                | `catalogue.json` | the detector, its probes, and what the features of the evidence are said to mean |
                | `versions.json` | bundle, engine, reader and Assay, then and when this was made |
                | `assay.properties` | the settings that bear on verdicts |
                | `bundle/` | %s |
                | `manifest.json` | SHA-256 of every other file, signed (Ed25519) |

                ## What it does not show

                That the chat was said: it shows what Assay read. That the alert is right: a score is a probability, and the
                features are hints that nobody has confirmed. How many alerts the cool-down had held back before, since it counts
                them over time.
                """.formatted(
                        alert.alertId(),
                        detector.id(),
                        alert.turnId(),
                        Double.toString(alert.score()),
                        Double.toString(alert.threshold()),
                        version,
                        withBundle ? "" : " --bundle THE_BUNDLE",
                        bundle,
                        reproduced ? "came out the same" : "DID NOT come out the same",
                        turns,
                        covered
                                ? "the signed checkpoints that list the records' digests at their offsets"
                                : "empty: no checkpoint covers the alert; nothing proves that it was published so",
                        withBundle
                                ? "the detectors and the dictionary, named by the digest in the alert"
                                : "not here; it is named by the digest in the alert");
    }
}
