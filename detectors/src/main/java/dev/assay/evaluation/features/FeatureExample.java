package dev.assay.evaluation.features;

import dev.assay.evaluation.Label;
import dev.assay.evaluation.report.Block;
import java.util.List;

/**
 * A turn that a feature reacts to strongly.
 *
 * @param record id of its record
 * @param group of the record: records of one group have mostly the same words
 * @param category of the record, with its label
 * @param turn counted from 0
 * @param value the largest
 * @param pieces the text around it, with the tokens marked at which the feature reaches half of that
 */
public record FeatureExample(
        String file,
        String record,
        String group,
        String category,
        Label label,
        int turn,
        double value,
        List<Block.Piece> pieces) {

    public FeatureExample {
        pieces = List.copyOf(pieces);
    }

    /** Never prints the text. */
    @Override
    public String toString() {
        return "FeatureExample[" + file + " " + record + ", turn=" + turn + ", value=" + value + "]";
    }
}
