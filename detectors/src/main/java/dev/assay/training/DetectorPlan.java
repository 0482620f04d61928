package dev.assay.training;

import dev.assay.chat.Role;
import dev.assay.detector.Mode;
import dev.assay.detector.Severity;
import dev.assay.evaluation.Label;
import java.util.List;
import java.util.Set;

/**
 * A detector that is to be trained.
 *
 * @param id of the detector and of its probe
 * @param category of the records it learns from
 * @param roles whose turns it judges and learns from
 * @param excludedSubsets records whose subset starts with one of these are not learnt from
 */
public record DetectorPlan(
        String id, String category, Severity severity, Mode mode, Set<Role> roles, List<String> excludedSubsets) {

    private static final int FEWEST = 10;

    public DetectorPlan {
        roles = Set.copyOf(roles);
        excludedSubsets = List.copyOf(excludedSubsets);
    }

    /** Whether a labelled record is of the detector's category and not excluded. */
    boolean learnsFrom(HarvestedRecord record) {
        return record.label() != Label.UNLABELLED
                && record.category().equals(category)
                && excludedSubsets.stream().noneMatch(record.subset()::startsWith);
    }

    /** @throws TrainingException if the category's records are unlabelled or nearly all of one label */
    void requireBothLabels(List<HarvestedRecord> records) {
        long positives = count(records, Label.POSITIVE);
        long negatives = count(records, Label.NEGATIVE);
        if (positives < FEWEST || negatives < FEWEST) {
            throw new TrainingException("category " + category + " has " + positives + " positive and " + negatives
                    + " negative records to learn from; expected at least " + FEWEST
                    + " of each: a detector cannot be learnt from unlabelled records or from one label alone");
        }
    }

    private long count(List<HarvestedRecord> records, Label label) {
        return records.stream()
                .filter(record -> record.label() == label && learnsFrom(record))
                .count();
    }
}
