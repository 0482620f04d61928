package dev.assay.evaluation.report;

import static java.util.Objects.requireNonNull;

import dev.assay.bundle.Bundle;
import dev.assay.evaluation.evasion.EvasionFigures;
import dev.assay.evaluation.measure.ErrorCase;
import dev.assay.evaluation.measure.Measurement;
import java.util.List;
import java.util.Map;

/**
 * What a report is written of.
 *
 * @param command that writes it again
 * @param machine what it ran on, in a few words
 * @param data labelled and benign files
 * @param pairs matched pairs; without files if there were none
 * @param evasion empty if it was not measured
 * @param errors the worst, by detector
 * @param resamples of the bootstrap
 * @param seed of splits and bootstrap
 */
public record ReportInput(
        Bundle bundle,
        String command,
        String machine,
        Measurement data,
        Measurement pairs,
        List<EvasionFigures> evasion,
        Map<String, List<ErrorCase>> errors,
        int resamples,
        long seed) {

    public ReportInput {
        requireNonNull(bundle, "bundle");
        requireNonNull(data, "data");
        requireNonNull(pairs, "pairs");
        evasion = List.copyOf(evasion);
        errors = Map.copyOf(errors);
    }
}
