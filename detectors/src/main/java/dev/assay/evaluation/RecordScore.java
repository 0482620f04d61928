package dev.assay.evaluation;

import dev.assay.detector.Assessment;
import dev.assay.detector.ConversationMemory;
import dev.assay.detector.Detector;
import dev.assay.detector.Outcome;
import java.util.OptionalDouble;

/**
 * What one detector makes of a record.
 *
 * @param score the largest unrounded score of its turns; 0 if the detector abstained on all
 * @param strongestTurn the turn with that score, counted from 0; -1 if the detector abstained on all
 * @param judgedTurns turns it did not abstain on
 * @param flaggedTurns turns it flagged
 */
public record RecordScore(double score, int strongestTurn, int judgedTurns, int flaggedTurns) {

    /** Whether any turn was flagged. */
    public boolean flagged() {
        return flaggedTurns > 0;
    }

    /** Judges every turn as when serving, in order and with the conversation's memory. */
    public static RecordScore of(Detector detector, ReadTranscript transcript) {
        ConversationMemory memory = ConversationMemory.EMPTY;
        double largest = 0;
        int strongest = -1;
        int judged = 0;
        int flagged = 0;
        for (int i = 0; i < transcript.turns().size(); i++) {
            ReadTranscript.ReadTurn turn = transcript.turns().get(i);
            OptionalDouble exact = detector.exactScore(turn.role(), turn.scores(), memory);
            Assessment assessment = detector.assess(turn.role(), turn.scores(), memory);
            memory = assessment.memory();
            flagged += assessment.verdict().outcome() == Outcome.FLAGGED ? 1 : 0;
            if (exact.isPresent()) {
                judged++;
                if (strongest < 0 || exact.getAsDouble() > largest) {
                    largest = exact.getAsDouble();
                    strongest = i;
                }
            }
        }
        return new RecordScore(largest, strongest, judged, flagged);
    }
}
