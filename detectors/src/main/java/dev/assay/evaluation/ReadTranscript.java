package dev.assay.evaluation;

import static java.util.Objects.requireNonNull;

import dev.assay.chat.Role;
import dev.assay.reader.TurnScores;
import java.util.List;

/** A record with what the reader said about its turns, in their order. */
public record ReadTranscript(LabelledRecord record, List<ReadTurn> turns) {

    public ReadTranscript {
        requireNonNull(record, "record");
        turns = List.copyOf(turns);
    }

    /** Scored tokens of all turns. */
    public long tokens() {
        return turns.stream().mapToLong(turn -> turn.scores().tokens().size()).sum();
    }

    /** One turn: who wrote it and the head's scores. */
    public record ReadTurn(Role role, TurnScores scores) {
        public ReadTurn {
            requireNonNull(role, "role");
            requireNonNull(scores, "scores");
        }
    }
}
