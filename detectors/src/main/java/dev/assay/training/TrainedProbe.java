package dev.assay.training;

import dev.assay.catalogue.Probe;
import java.util.List;

/**
 * A probe trained on all its records, and what cross-validation said of its kind.
 *
 * @param penalty the chosen L2 penalty
 * @param transfer by subset, at the chosen hook point and penalty
 * @param outOfFold every example scored by a probe that was not trained on its source
 */
record TrainedProbe(Probe probe, double penalty, List<TransferScore> transfer, List<ScoredRecord> outOfFold) {

    TrainedProbe {
        transfer = List.copyOf(transfer);
        outOfFold = List.copyOf(outOfFold);
    }

    double meanTransfer() {
        return transfer.stream().mapToDouble(TransferScore::auroc).average().orElse(Double.NaN);
    }
}
