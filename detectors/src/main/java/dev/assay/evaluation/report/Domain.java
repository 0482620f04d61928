package dev.assay.evaluation.report;

import dev.assay.bundle.Bundle;
import dev.assay.bundle.Provenance;
import dev.assay.evaluation.measure.Measurement.MeasuredFile;
import java.util.List;
import java.util.Set;

/**
 * Says whether a bundle's detector was trained on a source; if so, its figures there are those of memory, not transfer.
 * Files are compared by what they contain, sources by their names in the model card's tables.
 */
final class Domain {

    static final String TRAINED = "in domain";
    static final String PARTLY = "in domain in part";
    static final String OTHER = "file seen, not learnt from";
    static final String UNSEEN = "left out";

    private final List<Provenance.DataFile> data;
    private final ModelCardDetectors card;

    Domain(Bundle bundle) {
        this.data = bundle.provenance().data();
        this.card = new ModelCardDetectors(bundle.modelCard());
    }

    /**
     * Of one source. Where the bundle does not say which detector learnt from a file, or which sources a detector learnt
     * from, all of the file counts as learnt from. A source of a file that was not seen counts as learnt from if the
     * detector learnt from one of that name: the file may be a part of one that was.
     */
    String of(String detector, MeasuredFile file, String source) {
        List<Provenance.DataFile> same =
                data.stream().filter(one -> one.sha256().equals(file.sha256())).toList();
        Set<String> sources = card.sources(detector);
        if (same.isEmpty()) {
            return sources.contains(source) ? TRAINED : UNSEEN;
        }
        boolean learnt =
                same.stream().anyMatch(one -> one.uses().isEmpty() || one.uses().contains(detector));
        return learnt && (sources.isEmpty() || sources.contains(source)) ? TRAINED : OTHER;
    }

    /** Of all of a file's sources together. */
    String of(String detector, MeasuredFile file, List<String> sources) {
        List<String> each = sources.stream()
                .map(source -> of(detector, file, source))
                .distinct()
                .toList();
        return each.size() == 1 ? each.get(0) : each.contains(TRAINED) ? PARTLY : OTHER;
    }
}
