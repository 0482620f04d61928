package dev.assay.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Splits examples for cross-validation by where they come from, so that what is measured is transfer to sources never
 * seen. Subsets next to each other by name are often related and share a fold where there are more subsets than folds.
 * If that would leave a fold with one label to train on, the labelled examples are split by group instead.
 */
final class Folds {

    private final long seed;
    private final int count;
    private final Map<String, Integer> foldOfSubset = new HashMap<>();
    private boolean byGroup;

    Folds(List<Example> examples, int most, long seed) {
        this.seed = seed;
        SortedMap<String, Integer> labelled = new TreeMap<>(); // records by subset
        SortedMap<String, Integer> general = new TreeMap<>();
        for (Example example : examples) {
            (example.general() ? general : labelled).merge(example.subset(), 1, Integer::sum);
        }
        count = labelled.size() < 2 ? most : Math.min(most, labelled.size());
        spread(labelled);
        int next = 0;
        for (String subset : general.keySet()) {
            foldOfSubset.putIfAbsent(subset, next++ % count);
        }
        byGroup = !everyFoldTrainsOnBothLabels(examples);
    }

    private boolean everyFoldTrainsOnBothLabels(List<Example> examples) {
        for (int fold = 0; fold < count; fold++) {
            for (boolean positive : new boolean[] {true, false}) {
                int held = fold;
                if (examples.stream()
                        .noneMatch(example ->
                                example.positive() == positive && !example.general() && fold(example) != held)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Neighbours by name share a fold; folds get about as many records each. */
    private void spread(SortedMap<String, Integer> records) {
        List<String> subsets = new ArrayList<>(records.keySet());
        int left = records.values().stream().mapToInt(Integer::intValue).sum();
        int fold = 0;
        int inFold = 0;
        for (int i = 0; i < subsets.size(); i++) {
            foldOfSubset.put(subsets.get(i), fold);
            inFold += records.getOrDefault(subsets.get(i), 0);
            int subsetsLeft = subsets.size() - i - 1;
            int foldsLeft = count - fold - 1;
            boolean full = inFold >= left / (foldsLeft + 1.0);
            if (foldsLeft > 0 && (full || subsetsLeft <= foldsLeft)) {
                left -= inFold;
                inFold = 0;
                fold++;
            }
        }
    }

    int count() {
        return count;
    }

    /** The fold that does not train on the example. */
    int fold(Example example) {
        return byGroup && !example.general()
                ? (int) Long.remainderUnsigned(SeededHash.of(seed, example.group()), count)
                : foldOfSubset.getOrDefault(example.subset(), 0);
    }
}
