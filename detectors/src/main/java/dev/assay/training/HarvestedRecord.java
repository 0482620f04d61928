package dev.assay.training;

import dev.assay.evaluation.Label;
import dev.assay.evaluation.LabelledRecord;

/** What learning needs to know of a record besides its residuals; no text. */
public record HarvestedRecord(String category, Label label, String subset, String group) {

    static HarvestedRecord of(LabelledRecord record) {
        return new HarvestedRecord(record.category(), record.label(), record.subset(), record.group());
    }
}
