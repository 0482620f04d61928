package dev.assay.evaluation.report;

import dev.assay.bundle.Bundle;
import dev.assay.bundle.Provenance;
import dev.assay.evaluation.figures.SourceFigures;
import dev.assay.evaluation.measure.Measurement.MeasuredFile;
import java.util.List;
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

    /**
     * Files are compared by what they contain. Where the bundle does not say which detector learnt from a file, or which
     * sources a detector learnt from, all of it counts as learnt from.
     */
    String of(String detector, MeasuredFile file, String source) {
        List<Provenance.DataFile> same = bundle.provenance().data().stream()
                .filter(data -> data.sha256().equals(file.sha256()))
                .toList();
        if (same.isEmpty()) {
            return UNSEEN;
        }
        boolean learnt = same.stream()
                .anyMatch(data -> data.uses().isEmpty() || data.uses().contains(detector));
        Set<String> sources = card.sources(detector);
        boolean known = source.equals(SourceFigures.ALL) || sources.isEmpty() || sources.contains(source);
        return learnt && known ? TRAINED : OTHER;
    }
}
