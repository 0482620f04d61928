package dev.assay.checkpoint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a sequence of records: which are as they were, and between those what is missing, new or in another
 * place. A patience diff: equal records are paired first come first served, and of the pairs a longest series that kept
 * its order counts as unmoved.
 *
 * @param kept pairs that kept their order: indices into what was expected, and into what is there
 * @param moved the other pairs
 */
record SequenceDiff(List<Pair> kept, List<Pair> moved) {

    private static final int NONE = -1;

    /** The same record then and now. */
    record Pair(int expected, int actual) {}

    SequenceDiff {
        kept = List.copyOf(kept);
        moved = List.copyOf(moved);
    }

    static SequenceDiff of(List<CoveredRecord> expected, List<CoveredRecord> actual) {
        List<Pair> pairs = pairs(expected, actual);
        List<Pair> kept = longestRising(pairs);
        List<Pair> moved = new ArrayList<>();
        int next = 0;
        for (Pair pair : pairs) {
            if (next < kept.size() && kept.get(next).equals(pair)) {
                next++;
            } else {
                moved.add(pair);
            }
        }
        return new SequenceDiff(kept, moved);
    }

    /** By rising index of what was expected. */
    private static List<Pair> pairs(List<CoveredRecord> expected, List<CoveredRecord> actual) {
        Map<RecordDigest, Deque<Integer>> places = new HashMap<>();
        for (int i = 0; i < actual.size(); i++) {
            places.computeIfAbsent(actual.get(i).digest(), digest -> new ArrayDeque<>())
                    .add(i);
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            Integer place = places.getOrDefault(expected.get(i).digest(), new ArrayDeque<>())
                    .poll();
            if (place != null) {
                pairs.add(new Pair(i, place));
            }
        }
        return pairs;
    }

    /** By patience sorting; of the index of what is there. */
    private static List<Pair> longestRising(List<Pair> pairs) {
        int[] lastOf = new int[pairs.size()]; // [series length - 1] index of the pair that ends it lowest
        int[] before = new int[pairs.size()]; // [pairs] index of the pair before it in its series
        int longest = 0;
        for (int i = 0; i < pairs.size(); i++) {
            int length = seriesBelow(pairs, lastOf, longest, pairs.get(i).actual());
            before[i] = length == 0 ? NONE : lastOf[length - 1];
            lastOf[length] = i;
            longest = Math.max(longest, length + 1);
        }
        Pair[] series = new Pair[longest];
        int at = longest == 0 ? NONE : lastOf[longest - 1];
        for (int i = longest - 1; i >= 0; i--) {
            series[i] = pairs.get(at);
            at = before[at];
        }
        return Arrays.asList(series);
    }

    /** Length of the longest series that ends below {@code actual}. */
    private static int seriesBelow(List<Pair> pairs, int[] lastOf, int longest, int actual) {
        int low = 0;
        int high = longest;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pairs.get(lastOf[middle]).actual() < actual) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
