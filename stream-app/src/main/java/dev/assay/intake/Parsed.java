package dev.assay.intake;

import dev.assay.schemas.Turn;
import java.util.List;

/**
 * What an input record holds.
 *
 * @param turns in their order; all with a source
 * @param rejections of single turns, or one of the whole record
 * @param unknownParts parts of messages whose type is not known; what text they have is in the turns
 */
public record Parsed(List<Turn> turns, List<Rejection> rejections, int unknownParts) {

    Parsed(List<Turn> turns, List<Rejection> rejections) {
        this(turns, rejections, 0);
    }

    public Parsed {
        turns = List.copyOf(turns);
        rejections = List.copyOf(rejections);
    }

    Parsed withUnknownParts(int parts) {
        return new Parsed(turns, rejections, parts);
    }
}
