package dev.assay.intake;

import dev.assay.schemas.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The limits that hold for every encoding. */
final class RecordChecks {

    private RecordChecks() {}

    static byte[] value(byte @Nullable [] value, InputLimits limits) throws RejectedException {
        if (value == null || value.length == 0) {
            throw new RejectedException(RejectionReason.EMPTY, "value is empty; expected a turn or a transcript");
        }
        if (value.length > limits.recordBytes()) {
            throw new RejectedException(
                    RejectionReason.TOO_LARGE,
                    "value has " + value.length + " bytes; expected at most " + limits.recordBytes());
        }
        return value;
    }

    static void turnCount(int turns, InputLimits limits) throws RejectedException {
        if (turns == 0) {
            throw new RejectedException(RejectionReason.EMPTY, "messages has no element; expected at least 1");
        }
        if (turns > limits.turns()) {
            throw new RejectedException(
                    RejectionReason.TOO_MANY_TURNS,
                    "messages has " + turns + " elements; expected at most " + limits.turns());
        }
    }

    /** Sorts out the turns that are too long, one by one; a name that is no good spoils the record. */
    static Parsed turns(List<Turn> turns, InputLimits limits) throws RejectedException {
        List<Turn> kept = new ArrayList<>(turns.size());
        List<Rejection> rejections = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            name("conversationId", turn.conversationId());
            name("turnId", turn.turnId());
            name("model", turn.model());
            name("modelVersion", turn.modelVersion());
            int length = turn.text().length();
            if (length <= limits.turnCharacters()) {
                kept.add(turn);
            } else {
                rejections.add(new Rejection(
                        RejectionReason.TURN_TOO_LONG,
                        i,
                        "text has " + length + " characters; expected at most " + limits.turnCharacters()));
            }
        }
        return new Parsed(kept, rejections);
    }

    private static void name(String field, @Nullable String name) throws RejectedException {
        if (name != null && name.length() > InputLimits.NAME_CHARACTERS) {
            throw new RejectedException(
                    RejectionReason.NAME_TOO_LONG,
                    field + " has " + name.length() + " characters; expected at most " + InputLimits.NAME_CHARACTERS);
        }
        if (name != null && name.chars().anyMatch(Character::isISOControl)) {
            throw new RejectedException(
                    RejectionReason.CONTROL_CHARACTER,
                    field + " holds a control character; expected visible characters");
        }
    }
}
