package dev.assay.topology;

import dev.assay.schemas.DeadLetter;
import java.util.List;

/** What became of a turn at the reader: it was read, or it never can be, or it only asks to forget its conversation. */
sealed interface Reading permits ScoredTurn, UnreadTurn, ErasureRequest {

    /** None or one. */
    List<ScoredTurn> scored();

    /** One if the turn cannot be read. */
    List<DeadLetter> deadLetters();
}
