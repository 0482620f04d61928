package dev.assay.topology;

import static java.util.Objects.requireNonNull;

import dev.assay.schemas.Source;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of the input topic that a replay reads.
 *
 * @param partitions all of the topic, by number
 */
public record InputRange(String topic, SortedMap<Integer, Offsets> partitions) {

    /**
     * Of one partition.
     *
     * @param warmUp of the first record read; alerts are raised for none before {@code from}
     * @param from of the first record that is replayed
     * @param to of the first record that is not read any more
     */
    public record Offsets(long warmUp, long from, long to) {
        public Offsets {
            if (warmUp < 0 || warmUp > from || from > to) {
                throw new IllegalArgumentException("offsets are " + warmUp + ", " + from + " and " + to
                        + "; expected warm-up, start and end of the range, in this order");
            }
        }
    }

    public InputRange {
        requireNonNull(topic, "topic");
        partitions = Collections.unmodifiableSortedMap(new TreeMap<>(partitions));
    }

    /** Whether a turn is replayed, not only read to warm up. */
    public boolean contains(Source source) {
        Offsets offsets = source.topic().equals(topic) ? partitions.get(source.partition()) : null;
        return offsets != null && source.offset() >= offsets.from() && source.offset() < offsets.to();
    }

    /** Where the reading of each partition begins. */
    public Map<TopicPartition, Long> starts() {
        return each(Offsets::warmUp);
    }

    /** Where the reading of each partition ends. */
    public Map<TopicPartition, Long> ends() {
        return each(Offsets::to);
    }

    /** Offsets from the start of the range to its end, without the warm-up. */
    public long length() {
        return partitions.values().stream()
                .mapToLong(offsets -> offsets.to() - offsets.from())
                .sum();
    }

    private Map<TopicPartition, Long> each(ToLongFunction<Offsets> offset) {
        return partitions.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> new TopicPartition(topic, entry.getKey()),
                        entry -> offset.applyAsLong(entry.getValue())));
    }
}
