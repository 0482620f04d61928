package dev.assay.topology;

import dev.assay.schemas.DeadLetter;
import java.util.List;

/** What became of a turn at the reader: it was read, or it never can be. */
sealed interface Reading permits ScoredTurn, UnreadTurn {

    /** None or one. */
    List<ScoredTurn> scored();

    /** One if there is no scored turn. */
    List<DeadLetter> deadLetters();
}
