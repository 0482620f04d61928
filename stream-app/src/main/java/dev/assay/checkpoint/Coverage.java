package dev.assay.checkpoint;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/**
 * How much of a partition the checkpoints vouch for.
 *
 * @param checkpoints with good signatures
 * @param from first offset covered
 * @param to one past the last offset covered
 * @param lastMade when the last checkpoint was made
 * @param covered records that were there when they were made
 * @param expired of those, how many retention has deleted
 * @param uncovered records appended since
 */
public record Coverage(
        TopicPartition partition,
        int checkpoints,
        long from,
        long to,
        Instant lastMade,
        long covered,
        long expired,
        long uncovered) {

    public Coverage {
        requireNonNull(partition, "partition");
        requireNonNull(lastMade, "lastMade");
    }
}
