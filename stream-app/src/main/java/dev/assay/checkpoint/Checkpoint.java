package dev.assay.checkpoint;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a partition held between two offsets when somebody looked: every committed record, in order. All transactions in
 * between were decided then, so nothing can come between these records any more.
 *
 * @param topicId Kafka's id of the topic; one that is created anew under the same name has another
 * @param sequence 0 for the first checkpoint of a partition, then one more each time
 * @param previous SHA-256 of the checkpoint before it, in hexadecimal digits; null for the first
 * @param from first offset covered; that the one before did not cover
 * @param to one past the last offset covered; behind the last record if transactions' markers follow it
 * @param createdAt by the clock of whoever made it, cut to milliseconds
 * @param records by rising offset
 */
public record Checkpoint(
        TopicPartition partition,
        String topicId,
        long sequence,
        @Nullable String previous,
        long from,
        long to,
        Instant createdAt,
        List<CoveredRecord> records) {

    public Checkpoint {
        requireNonNull(partition, "partition");
        requireNonNull(topicId, "topicId");
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
        records = List.copyOf(records);
        require(sequence >= 0, "sequence", sequence, "0 or more");
        require((previous == null) == (sequence == 0), "previous", previous, "none for the first checkpoint only");
        require(from >= 0 && from <= to, "from", from, "0 or more, and not after to, which is " + to);
        long next = from;
        for (CoveredRecord record : records) {
            require(
                    record.offset() >= next && record.offset() < to,
                    "offset",
                    record.offset(),
                    "rising offsets from " + from + " to before " + to);
            next = record.offset() + 1;
        }
    }

    private static void require(boolean holds, String name, @Nullable Object value, String expectation) {
        if (!holds) {
            throw new IllegalArgumentException(name + " of a checkpoint is " + value + "; expected " + expectation);
        }
    }
}
