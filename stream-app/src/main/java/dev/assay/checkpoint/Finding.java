package dev.assay.checkpoint;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Something a verification found, in one partition. Holds no text of any record.
 *
 * @param topic which need not be one that is covered: the checkpoints have one, too
 * @param from first offset
 * @param to last offset
 * @param records how many are concerned
 * @param detail a sentence for people
 */
public record Finding(FindingKind kind, String topic, int partition, long from, long to, long records, String detail) {

    public Finding {
        requireNonNull(kind, "kind");
        requireNonNull(topic, "topic");
        requireNonNull(detail, "detail");
    }

    /**
     * @param records at least one, by rising offset
     * @param what became of them
     */
    static Finding of(FindingKind kind, TopicPartition partition, List<CoveredRecord> records, String what) {
        CoveredRecord first = records.get(0);
        CoveredRecord last = records.get(records.size() - 1);
        String times = first.time() == last.time()
                ? "of " + first.instant()
                : "of " + first.instant() + " to " + last.instant();
        return new Finding(
                kind,
                partition.topic(),
                partition.partition(),
                first.offset(),
                last.offset(),
                records.size(),
                records.size() + (records.size() == 1 ? " record " : " records ") + times + ": " + what);
    }

    /** The partition and its offsets, for people. */
    public String place() {
        return topic + "-" + partition + " " + (from == to ? "offset " + from : "offsets " + from + " to " + to);
    }
}
