package dev.assay.topology;

import dev.assay.schemas.DeadLetter;
import dev.assay.schemas.Turn;
import java.util.List;

/** What became of one input record. */
record Intake(List<Turn> turns, List<DeadLetter> deadLetters) {

    Intake {
        turns = List.copyOf(turns);
        deadLetters = List.copyOf(deadLetters);
    }
}
