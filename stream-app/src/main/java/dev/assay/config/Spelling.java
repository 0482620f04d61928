package dev.assay.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds what a misspelt name may have been meant to be. */
final class Spelling {

    private static final int MOST_CHANGES = 3;

    private Spelling() {}

    /** What to say after a name that is not known: the nearest one of a few changed characters, or nothing. */
    static String advice(String name, List<String> known) {
        Map<String, Integer> distances =
                known.stream().collect(Collectors.toMap(one -> one, one -> distance(name, one), Math::min));
        return distances.entrySet().stream()
                .filter(one -> one.getValue() <= MOST_CHANGES)
                .min(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .map(one -> " (" + one.getKey() + "?)")
                .orElse("");
    }

    /** Characters inserted, left out or exchanged (Levenshtein 1965). */
    private static int distance(String left, String right) {
        int[] before = new int[right.length() + 1]; // to the prefixes of right, from the prefix of left so far
        for (int j = 0; j <= right.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int[] now = new int[right.length() + 1];
            now[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int exchanged = before[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(exchanged, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[right.length()];
    }
}
