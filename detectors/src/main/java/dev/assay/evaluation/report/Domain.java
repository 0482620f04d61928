package dev.assay.evaluation.report;

import dev.assay.bundle.Bundle;
import dev.assay.bundle.Provenance;
import dev.assay.evaluation.measure.Measurement.MeasuredFile;
import java.util.Set;

/** Says whether a bundle's detector was trained on a source; if so, its figures there are those of memory, not transfer. */
final class Domain {

    static final String TRAINED = "in domain";
    static final String OTHER = "file seen, not learnt from";
    static final String UNSEEN = "left out";

    private final Bundle bundle;
    private final ModelCardDetectors card;

    Domain(Bundle bundle) {
        this.bundle = bundle;
        this.card = new ModelCardDetectors(bundle.modelCard());
    }

    /** Files are compared by what they contain; sources of a file that was seen by their name in the model card. */
    String of(String detector, MeasuredFile file, String source) {
        boolean seen = bundle.provenance().data().stream()
                .map(Provenance.DataFile::sha256)
                .anyMatch(file.sha256()::equals);
        Set<String> trained = card.sources(detector);
        if (!seen) {
            return trained.contains(source) ? TRAINED : UNSEEN;
        }
        return trained.isEmpty() || trained.contains(source) ? TRAINED : OTHER;
    }
}
