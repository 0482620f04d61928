package dev.assay.checkpoint;

import java.util.Comparator;
import java.util.List;

/**
 * What a verification came to. Holds no text of any record.
 *
 * @param coverage by partition
 * @param findings gravest first
 * @param heads the last checkpoint of each partition
 */
public record AuditReport(List<Coverage> coverage, List<Finding> findings, KnownHeads heads) {

    public AuditReport {
        coverage = List.copyOf(coverage);
        findings = findings.stream()
                .sorted(Comparator.comparing(Finding::kind)
                        .thenComparing(Finding::topic)
                        .thenComparing(Finding::partition)
                        .thenComparing(Finding::from))
                .toList();
    }

    /** Whether nothing was found but what happens by itself. */
    public boolean isIntact() {
        return exitCode() == 0;
    }

    /** That of the gravest finding. */
    public int exitCode() {
        return findings.stream()
                .map(Finding::kind)
                .map(FindingKind::exitCode)
                .findFirst()
                .orElse(0);
    }

    /** One sentence. */
    public String verdict() {
        long verified = coverage.stream()
                .mapToLong(one -> one.covered() - one.expired())
                .sum();
        long uncovered = coverage.stream().mapToLong(Coverage::uncovered).sum();
        return isIntact()
                ? "Intact: " + verified + " records are as they were when their checkpoints were signed; " + uncovered
                        + " came since and are not covered yet."
                : "Not intact: " + findings.get(0).kind().word() + " at "
                        + findings.get(0).place() + ".";
    }
}
