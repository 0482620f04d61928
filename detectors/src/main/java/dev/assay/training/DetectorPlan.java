package dev.assay.training;

import dev.assay.chat.Role;
import dev.assay.detector.Mode;
import dev.assay.detector.Severity;
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

    public DetectorPlan {
        roles = Set.copyOf(roles);
        excludedSubsets = List.copyOf(excludedSubsets);
    }

    boolean excludes(HarvestedRecord record) {
        return excludedSubsets.stream().anyMatch(record.subset()::startsWith);
    }
}
