package dev.assay.engine;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The shapes a GPU engine is built for. A batch is padded to the next sequence length, so that the same kernels run for
 * every batch of that length.
 *
 * @param sequences lengths, ascending; the last is the longest window that can be run
 * @param tokens most tokens in one call, padding included; a larger batch is run in parts
 */
public record ShapeBuckets(List<Integer> sequences, int tokens) {

    private static final List<Integer> LENGTHS = List.of(32, 64, 128, 256, 512, 1024, 2048, 4096);

    public ShapeBuckets {
        sequences = List.copyOf(sequences);
        boolean ascending = IntStream.range(1, sequences.size()).allMatch(ascending(sequences));
        if (sequences.isEmpty() || sequences.get(0) < 1 || !ascending) {
            throw new IllegalArgumentException(
                    "sequences is " + sequences + "; expected at least one length, positive and ascending");
        }
        int longest = sequences.get(sequences.size() - 1);
        if (tokens < longest) {
            throw new IllegalArgumentException("tokens is " + tokens + "; expected at least " + longest
                    + ", the longest sequence, so that one row fits");
        }
    }

    /** Powers of two from 32 on, and {@code window} last. */
    public static ShapeBuckets upTo(int window, int tokens) {
        List<Integer> shorter =
                LENGTHS.stream().filter(length -> length < window).toList();
        List<Integer> sequences = IntStream.concat(shorter.stream().mapToInt(Integer::intValue), IntStream.of(window))
                .boxed()
                .toList();
        return new ShapeBuckets(sequences, Math.max(tokens, window));
    }

    /**
     * @return index in {@link #sequences()} of the shortest length that holds the sequence
     * @throws EngineException if the sequence is longer than all
     */
    public int bucket(int sequence) {
        for (int i = 0; i < sequences.size(); i++) {
            if (sequence <= sequences.get(i)) {
                return i;
            }
        }
        throw new EngineException("a batch has rows of " + sequence + " tokens; expected at most "
                + sequences.get(sequences.size() - 1) + ", the longest the engine was built for");
    }

    /** Most rows of this bucket in one call. */
    public int rows(int bucket) {
        return Math.max(1, tokens / sequences.get(bucket));
    }

    private static IntPredicate ascending(List<Integer> values) {
        return i -> values.get(i - 1) < values.get(i);
    }
}
