package dev.assay.intake;

import dev.assay.schemas.Turn;
import java.util.List;

/**
 * What an input record holds.
 *
 * @param turns in their order; all with a source
 * @param rejections of single turns, or one of the whole record
 */
public record Parsed(List<Turn> turns, List<Rejection> rejections) {

    public Parsed {
        turns = List.copyOf(turns);
        rejections = List.copyOf(rejections);
    }
}
