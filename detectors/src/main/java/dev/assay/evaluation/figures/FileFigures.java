package dev.assay.evaluation.figures;

import java.util.List;

/**
 * Figures of one detector on one file.
 *
 * @param sources the whole file first
 * @param roc of the whole file, one for each scorer
 * @param precisionRecall of the whole file, one for each scorer
 */
public record FileFigures(
        String detector, String file, List<SourceFigures> sources, List<Curve> roc, List<Curve> precisionRecall) {

    public FileFigures {
        sources = List.copyOf(sources);
        roc = List.copyOf(roc);
        precisionRecall = List.copyOf(precisionRecall);
    }
}
