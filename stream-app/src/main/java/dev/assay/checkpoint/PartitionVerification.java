package dev.assay.checkpoint;

import dev.assay.follow.CommittedRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Holds one partition against its checkpoints. Used once. */
final class PartitionVerification {

    private final CommittedRecords records;
    private final Chain chain;
    private final TopicState topic;
    private final TopicPartition partition;
    private final long coveredTo;
    private final boolean recreated;
    private final List<Finding> findings = new ArrayList<>();
    private long expired;

    /** @param topic as it is now */
    PartitionVerification(CommittedRecords records, Chain chain, TopicState topic) {
        this.records = records;
        this.chain = chain;
        this.topic = topic;
        this.partition = chain.partition();
        this.coveredTo = chain.last().checkpoint().to();
        this.recreated = !chain.last().checkpoint().topicId().equals(topic.id());
    }

    /** What became of a partition, and how far that is known. */
    record Result(Coverage coverage, List<Finding> findings) {}

    Result run(Instant now) {
        findings.addAll(chain.findings());
        if (recreated) {
            find(
                    FindingKind.REWRITTEN,
                    chain.first().from(),
                    coveredTo - 1,
                    "the topic was created anew since the last checkpoint: its id is " + topic.id() + ", expected "
                            + chain.last().checkpoint().topicId());
        }
        long begin = begin();
        if (chain.first().sequence() > 0 && begin < chain.first().from()) {
            find(
                    FindingKind.GAP,
                    begin,
                    chain.first().from() - 1,
                    "these are there, but the checkpoints that covered them are not");
        }
        long end = exists() ? records.decided(partition) : 0;
        List<CoveredRecord> expected = withoutExpired(chain.records(), begin, now);
        List<CoveredRecord> actual = chain.withoutGaps(
                read(recreated ? begin : Math.max(begin, chain.first().from()), end));
        findings.addAll(new PartitionComparison(partition, expected, actual, coveredTo, end).findings());
        long uncovered =
                actual.stream().filter(record -> record.offset() >= coveredTo).count();
        return new Result(coverage(uncovered), findings);
    }

    private boolean exists() {
        return partition.partition() < topic.partitions();
    }

    private long begin() {
        return exists() ? records.begins(List.of(partition)).getOrDefault(partition, 0L) : 0;
    }

    /** A topic that was created anew has lost nothing by retention that its checkpoints could know of. */
    private List<CoveredRecord> withoutExpired(List<CoveredRecord> covered, long begin, Instant now) {
        List<CoveredRecord> before = recreated
                ? List.of()
                : covered.stream().filter(record -> record.offset() < begin).toList();
        if (before.isEmpty()) {
            return covered;
        }
        long latest = before.stream().mapToLong(CoveredRecord::time).max().orElse(0);
        if (topic.mayHaveDeleted(latest, now)) {
            expired = before.size();
            findings.add(Finding.of(
                    FindingKind.EXPIRED, partition, before, "deleted from the front, as retention may have done"));
        } else {
            findings.add(Finding.of(
                    FindingKind.REMOVED,
                    partition,
                    before,
                    "deleted from the front, which retention as it is set now (retention.ms=" + topic.retentionMillis()
                            + ", cleanup.policy=" + topic.cleanup() + ") would not have done yet"));
        }
        return covered.stream().filter(record -> record.offset() >= begin).toList();
    }

    private List<CoveredRecord> read(long from, long end) {
        List<CoveredRecord> read = new ArrayList<>();
        if (from < end) {
            records.readDecided(partition, from, record -> read.add(CoveredRecord.of(record)));
        }
        return read;
    }

    private Coverage coverage(long uncovered) {
        return new Coverage(
                partition,
                chain.checkpoints().size(),
                chain.first().from(),
                coveredTo,
                chain.last().checkpoint().createdAt(),
                chain.records().size(),
                expired,
                uncovered);
    }

    private void find(FindingKind kind, long from, long to, String detail) {
        findings.add(new Finding(kind, partition.topic(), partition.partition(), from, Math.max(from, to), 0, detail));
    }
}
