package dev.assay.replay;

import static java.util.Objects.requireNonNull;

import dev.assay.schemas.Decision;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One alert then and now.
 *
 * @param original null if there was none
 * @param replayed null if there is none
 * @param fields that differ, if there are both
 * @param decision the reviewers' last one on the original; null if there is none
 */
public record Finding(
        Outcome outcome,
        @Nullable ReportedAlert original,
        @Nullable ReportedAlert replayed,
        List<String> fields,
        @Nullable Decision decision) {

    public Finding {
        requireNonNull(outcome, "outcome");
        fields = List.copyOf(fields);
        if (original == null && replayed == null) {
            throw new IllegalArgumentException(
                    "there is neither an original nor a replayed alert; expected one of them");
        }
    }

    public AlertKey key() {
        return any().key();
    }

    /** The replayed alert, or else the original. */
    ReportedAlert any() {
        return replayed != null ? replayed : requireNonNull(original, "original");
    }

    /** By how much the score rose; 0 if there are not both. */
    public double scoreChange() {
        return original == null || replayed == null ? 0 : replayed.score() - original.score();
    }
}
