package dev.assay.replay;

import dev.assay.follow.CommittedRecords;
import dev.assay.topology.InputRange;
import dev.assay.topology.MonitorTopology;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Says how far a run has come, and whether it is done, from what is committed alone: so every instance comes to the same
 * answer, and one that starts later too. Not thread-safe.
 *
 * <p>A run is done when nothing of the range is left in the input, then nothing in the topic between intake and context,
 * then nothing in the journal of turns at the reader. In this order: what leaves one of them has reached the next in the
 * same transaction.
 */
final class Completion {

    private final CommittedRecords records;
    private final RunTopics topics;
    private final InputRange range;
    private final String turns;
    private final String journal;

    Completion(CommittedRecords records, RunTopics topics, RunNames names, InputRange range) {
        this.records = records;
        this.topics = topics;
        this.range = range;
        this.turns = MonitorTopology.waitingTurns(names.applicationId());
        this.journal = names.applicationId() + "-journal-changelog";
    }

    /** Offsets of the input taken and committed, from the beginning of the warm-up. */
    long done() {
        Map<TopicPartition, Long> committed = topics.committed();
        return range.starts().entrySet().stream()
                .mapToLong(start -> committed.getOrDefault(start.getKey(), start.getValue()) - start.getValue())
                .sum();
    }

    /** Offsets of the input to be taken, from the beginning of the warm-up to the end of the range. */
    long total() {
        long starts =
                range.starts().values().stream().mapToLong(Long::longValue).sum();
        return range.ends().values().stream().mapToLong(Long::longValue).sum() - starts;
    }

    /** Asks the brokers; costs little until the input is done. */
    boolean isReached() {
        if (!records.isNothingBetween(topics.committed(), range.ends())) {
            return false;
        }
        List<TopicPartition> between = records.partitions(turns);
        Map<TopicPartition, Long> ends = records.ends(between);
        return records.isNothingBetween(orBeginning(topics.committed(), between), ends) && isJournalEmpty();
    }

    /** Kafka Streams deletes what is behind its commits: where nothing is committed, all that is there is left. */
    private Map<TopicPartition, Long> orBeginning(
            Map<TopicPartition, Long> committed, List<TopicPartition> partitions) {
        Map<TopicPartition, Long> positions = new HashMap<>(records.begins(partitions));
        positions.replaceAll((partition, begin) -> Math.max(begin, committed.getOrDefault(partition, begin)));
        return positions;
    }

    private boolean isJournalEmpty() {
        Set<List<Object>> underWay = new HashSet<>(); // partition and key
        records.readAll(journal, record -> {
            List<Object> entry = List.of(record.partition(), ByteBuffer.wrap(record.key()));
            if (record.value() == null) {
                underWay.remove(entry);
            } else {
                underWay.add(entry);
            }
        });
        return underWay.isEmpty();
    }
}
