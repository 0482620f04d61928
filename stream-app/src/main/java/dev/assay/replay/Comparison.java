package dev.assay.replay;

import dev.assay.schemas.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of a range then and now. Alerts are the same if they are about the same conversation, turn and detector;
 * under one bundle that is to have the same id.
 *
 * @param findings identical ones included; sorted by what they are about
 * @param engines of the original alerts
 * @param bundles of the original alerts, digests
 */
public record Comparison(List<Finding> findings, Set<String> engines, Set<String> bundles) {

    public Comparison {
        findings = List.copyOf(findings);
        engines = Set.copyOf(engines);
        bundles = Set.copyOf(bundles);
    }

    /** @param decisions the last one on each original alert, by its id */
    static Comparison of(
            Map<AlertKey, ReportedAlert> originals,
            Map<AlertKey, ReportedAlert> replayed,
            Map<String, Decision> decisions) {
        List<Finding> findings = new ArrayList<>();
        Set<String> engines = new TreeSet<>();
        Set<String> bundles = new TreeSet<>();
        originals.forEach((key, original) -> {
            engines.add(original.engine());
            bundles.add(original.bundle());
            findings.add(finding(original, replayed.get(key), decisions.get(original.id())));
        });
        replayed.forEach((key, now) -> {
            if (!originals.containsKey(key)) {
                findings.add(new Finding(Outcome.NEW, null, now, List.of(), null));
            }
        });
        findings.sort(Comparator.comparing(Finding::key));
        return new Comparison(findings, engines, bundles);
    }

    private static Finding finding(ReportedAlert original, @Nullable ReportedAlert now, @Nullable Decision decision) {
        if (now == null) {
            return new Finding(Outcome.MISSING, original, null, List.of(), decision);
        }
        List<String> fields = original.differences(now);
        return new Finding(fields.isEmpty() ? Outcome.IDENTICAL : Outcome.CHANGED, original, now, fields, decision);
    }

    public boolean isIdentical() {
        return differences().findAny().isEmpty();
    }

    /** Findings that are not identical. */
    public Stream<Finding> differences() {
        return findings.stream().filter(finding -> finding.outcome() != Outcome.IDENTICAL);
    }

    public long count(Outcome outcome) {
        return findings.stream().filter(finding -> finding.outcome() == outcome).count();
    }

    /** @param decision null for alerts nobody has decided on */
    public long count(Outcome outcome, @Nullable Decision decision) {
        return findings.stream()
                .filter(finding -> finding.outcome() == outcome && finding.decision() == decision)
                .count();
    }

    /** Sorted ids of the detectors that raised any of the alerts. */
    public List<String> detectors() {
        return findings.stream()
                .map(finding -> finding.key().detector())
                .distinct()
                .sorted()
                .toList();
    }

    /** The findings of one detector. */
    public Comparison of(String detector) {
        return new Comparison(
                findings.stream()
                        .filter(finding -> finding.key().detector().equals(detector))
                        .toList(),
                engines,
                bundles);
    }

    /** The largest change of a score, in either direction; 0 if none changed. */
    public double largestScoreChange() {
        return findings.stream()
                .mapToDouble(finding -> Math.abs(finding.scoreChange()))
                .max()
                .orElse(0);
    }

    /** Whether the same bundle on the same engine raised all the alerts, so that they must come out the same. */
    public boolean mustBeIdentical(String bundle, String engine) {
        return Set.of(bundle).containsAll(bundles) && Set.of(engine).containsAll(engines);
    }
}
