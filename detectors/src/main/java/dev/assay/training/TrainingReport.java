package dev.assay.training;

import dev.assay.bundle.Bundle;
import dev.assay.graph.HookPoint;
import java.util.List;
import java.util.Map;

/**
 * What a training made and measured.
 *
 * @param bundle as written and loaded again
 */
public record TrainingReport(Bundle bundle, DictionaryMeasurement dictionary, List<DetectorReport> detectors) {

    public TrainingReport {
        detectors = List.copyOf(detectors);
    }

    /**
     * @param hook chosen for the probe
     * @param penalty chosen for the probe
     * @param transfer to each subset left out of training
     * @param measurements of the calibrated detector on records of sources left out of training
     */
    public record DetectorReport(
            String id, HookPoint hook, double penalty, List<TransferScore> transfer, Map<String, Double> measurements) {

        public DetectorReport {
            transfer = List.copyOf(transfer);
            measurements = Map.copyOf(measurements);
        }

        double meanTransfer() {
            return transfer.stream().mapToDouble(TransferScore::auroc).average().orElse(0);
        }
    }
}
