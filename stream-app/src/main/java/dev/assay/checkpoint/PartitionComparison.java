package dev.assay.checkpoint;

import dev.assay.checkpoint.SequenceDiff.Pair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * Compares what checkpoints say of a partition with what it holds, and names each difference. Pure.
 *
 * @param expected what the checkpoints cover and retention has not deleted, in order
 * @param actual what is there, in order; records behind {@code coveredTo} may have been appended since
 * @param coveredTo one past the last offset covered
 * @param end where the partition ends, as far as its transactions are decided
 */
record PartitionComparison(
        TopicPartition partition, List<CoveredRecord> expected, List<CoveredRecord> actual, long coveredTo, long end) {

    PartitionComparison {
        expected = List.copyOf(expected);
        actual = List.copyOf(actual);
    }

    List<Finding> findings() {
        SequenceDiff diff = SequenceDiff.of(expected, actual);
        Set<Integer> movedFrom = indices(diff.moved().stream().map(Pair::expected));
        Set<Integer> movedTo = indices(diff.moved().stream().map(Pair::actual));
        List<Finding> findings = new ArrayList<>();
        Pair before = new Pair(-1, -1);
        for (Pair pair : diff.kept()) {
            findings.addAll(between(
                    between(expected, before.expected(), pair.expected(), movedFrom),
                    between(actual, before.actual(), pair.actual(), movedTo),
                    FindingKind.REMOVED));
            before = pair;
        }
        List<CoveredRecord> covered = between(actual, before.actual(), actual.size(), movedTo).stream()
                .filter(record -> record.offset() < coveredTo)
                .toList();
        findings.addAll(between(
                between(expected, before.expected(), expected.size(), movedFrom),
                covered,
                end < coveredTo ? FindingKind.TRUNCATED : FindingKind.REMOVED));
        if (!diff.moved().isEmpty()) {
            findings.add(reordered(diff.moved()));
        }
        List<CoveredRecord> elsewhere = diff.kept().stream()
                .filter(pair -> expected.get(pair.expected()).offset()
                        != actual.get(pair.actual()).offset())
                .map(pair -> expected.get(pair.expected()))
                .toList();
        if (!elsewhere.isEmpty()) {
            findings.add(finding(
                    FindingKind.REWRITTEN, elsewhere, "unchanged, but now at other offsets: somebody wrote them anew"));
        }
        if (findings.isEmpty() && end < coveredTo) {
            findings.add(new Finding(
                    FindingKind.TRUNCATED,
                    partition.topic(),
                    partition.partition(),
                    end,
                    coveredTo - 1,
                    0,
                    "the partition ends at " + end + "; no record is missing, but it did not end there"));
        }
        return findings;
    }

    /**
     * What became of the records between two that are unchanged. As many as before are taken for altered ones; otherwise
     * only those that stand at the same offset.
     */
    private List<Finding> between(List<CoveredRecord> then, List<CoveredRecord> now, FindingKind missing) {
        Set<Long> offsetsThen = then.stream().map(CoveredRecord::offset).collect(Collectors.toSet());
        Set<Long> offsetsNow = now.stream().map(CoveredRecord::offset).collect(Collectors.toSet());
        boolean sameNumber = then.size() == now.size();
        List<CoveredRecord> altered = then.stream()
                .filter(record -> sameNumber || offsetsNow.contains(record.offset()))
                .toList();
        List<CoveredRecord> gone = then.stream()
                .filter(record -> !sameNumber && !offsetsNow.contains(record.offset()))
                .toList();
        List<CoveredRecord> inserted = now.stream()
                .filter(record -> !sameNumber && !offsetsThen.contains(record.offset()))
                .toList();
        List<Finding> findings = new ArrayList<>();
        if (!altered.isEmpty()) {
            findings.add(finding(FindingKind.ALTERED, altered, "not what was there when the checkpoint was made"));
        }
        if (!gone.isEmpty()) {
            String why = missing == FindingKind.TRUNCATED ? "gone; the partition ends at " + end : "gone";
            findings.add(finding(missing, gone, why));
        }
        if (!inserted.isEmpty()) {
            findings.add(finding(
                    FindingKind.INSERTED, inserted, "among records that a checkpoint covers, but not covered by it"));
        }
        return findings;
    }

    private Finding reordered(List<Pair> moved) {
        List<CoveredRecord> records = moved.stream()
                .map(pair -> actual.get(pair.actual()))
                .sorted((one, other) -> Long.compare(one.offset(), other.offset()))
                .toList();
        return finding(FindingKind.REORDERED, records, "as they were, but in another order");
    }

    private Finding finding(FindingKind kind, List<CoveredRecord> records, String detail) {
        return Finding.of(kind, partition, records, detail);
    }

    private static List<CoveredRecord> between(
            List<CoveredRecord> records, int after, int before, Set<Integer> without) {
        return IntStream.range(after + 1, before)
                .filter(index -> !without.contains(index))
                .mapToObj(records::get)
                .toList();
    }

    private static Set<Integer> indices(Stream<Integer> indices) {
        return indices.collect(Collectors.toCollection(HashSet::new));
    }
}
