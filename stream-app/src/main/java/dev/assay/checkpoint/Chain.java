package dev.assay.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The checkpoints of one partition in their sequence, and what is wrong with them.
 *
 * @param checkpoints at least one; each follows from the one before, or there is a finding
 */
record Chain(TopicPartition partition, List<SignedCheckpoint> checkpoints, List<Finding> findings) {

    Chain {
        checkpoints = List.copyOf(checkpoints);
        findings = List.copyOf(findings);
    }

    /**
     * @param given at least one, all of one partition and well signed; in any order, since their signatures say it
     * @param expired whether the topic they are from has lost its first records
     */
    static Chain of(List<SignedCheckpoint> given, boolean expired) {
        TopicPartition partition = given.get(0).checkpoint().partition();
        List<Finding> findings = new ArrayList<>();
        SortedMap<Long, SignedCheckpoint> bySequence = new TreeMap<>();
        for (SignedCheckpoint one : given) {
            SignedCheckpoint other = bySequence.putIfAbsent(one.checkpoint().sequence(), one);
            if (other != null && !other.equals(one)) {
                findings.add(finding(
                        FindingKind.FORKED,
                        one.checkpoint(),
                        "two checkpoints " + one.checkpoint().sequence() + " with good signatures differ"));
            }
        }
        List<SignedCheckpoint> chain = List.copyOf(bySequence.values());
        Checkpoint first = chain.get(0).checkpoint();
        if (first.sequence() > 0) {
            findings.add(beginning(first, expired));
        }
        for (int i = 1; i < chain.size(); i++) {
            findings.addAll(link(chain.get(i - 1), chain.get(i).checkpoint()));
        }
        return new Chain(partition, chain, findings);
    }

    private static Finding beginning(Checkpoint first, boolean expired) {
        String missing = "the checkpoints before number " + first.sequence() + " are gone";
        return expired
                ? new Finding(
                        FindingKind.EXPIRED,
                        first.partition().topic(),
                        first.partition().partition(),
                        0,
                        Math.max(0, first.from() - 1),
                        0,
                        missing
                                + " by the retention of their topic, which should be -1: nothing shows what these offsets "
                                + "held")
                : new Finding(
                        FindingKind.GAP,
                        first.partition().topic(),
                        first.partition().partition(),
                        0,
                        Math.max(0, first.from() - 1),
                        0,
                        missing);
    }

    private static List<Finding> link(SignedCheckpoint before, Checkpoint next) {
        Checkpoint last = before.checkpoint();
        List<Finding> findings = new ArrayList<>();
        if (next.sequence() == last.sequence() + 1 && !before.digest().equals(next.previous())) {
            findings.add(finding(
                    FindingKind.FORKED,
                    next,
                    "checkpoint " + next.sequence() + " does not follow from checkpoint " + last.sequence()));
        }
        if (next.sequence() > last.sequence() + 1 || next.from() > last.to()) {
            String why = next.sequence() > last.sequence() + 1
                    ? "checkpoints after number " + last.sequence() + " and before number " + next.sequence()
                            + " are gone"
                    : "these were deleted before any checkpoint covered them";
            findings.add(new Finding(
                    FindingKind.GAP,
                    next.partition().topic(),
                    next.partition().partition(),
                    last.to(),
                    Math.max(last.to(), next.from() - 1),
                    0,
                    why));
        } else if (next.from() < last.to()) {
            findings.add(finding(
                    FindingKind.FORKED,
                    next,
                    "checkpoint " + next.sequence() + " covers offsets that checkpoint " + last.sequence()
                            + " covers"));
        }
        if (!Objects.equals(next.topicId(), last.topicId())) {
            findings.add(finding(
                    FindingKind.REWRITTEN,
                    next,
                    "the topic was created anew between checkpoints " + last.sequence() + " and " + next.sequence()));
        }
        return findings;
    }

    private static Finding finding(FindingKind kind, Checkpoint about, String detail) {
        return new Finding(
                kind,
                about.partition().topic(),
                about.partition().partition(),
                about.from(),
                Math.max(about.from(), about.to() - 1),
                about.records().size(),
                detail);
    }

    Checkpoint first() {
        return checkpoints.get(0).checkpoint();
    }

    SignedCheckpoint last() {
        return checkpoints.get(checkpoints.size() - 1);
    }

    /** Every record they cover. */
    List<CoveredRecord> records() {
        return checkpoints.stream()
                .flatMap(signed -> signed.checkpoint().records().stream())
                .toList();
    }

    /** Those of a partition's records that are not in a gap between two checkpoints. */
    List<CoveredRecord> withoutGaps(List<CoveredRecord> records) {
        TreeMap<Long, Long> ends = new TreeMap<>();
        checkpoints.forEach(signed ->
                ends.put(signed.checkpoint().from(), signed.checkpoint().to()));
        long lastFrom = ends.lastKey();
        return records.stream()
                .filter(record -> {
                    Map.Entry<Long, Long> before = ends.floorEntry(record.offset());
                    return before != null && (record.offset() < before.getValue() || record.offset() >= lastFrom);
                })
                .toList();
    }
}
