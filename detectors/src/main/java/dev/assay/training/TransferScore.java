package dev.assay.training;

import dev.assay.evaluation.Metrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well probes that were not trained on a subset tell it apart. A subset of one label is held against all subsets of the
 * other, each by probes that were not trained on that one either, and the mean counts; what a probe knows must not flatter
 * it. Subsets of the unlabelled pool are harmless ones.
 *
 * @param positives of the subset, or of all others where it has none
 * @param negatives likewise
 */
public record TransferScore(String subset, int positives, int negatives, double auroc) {

    private static final int FEWEST = 5; // fewer records of a label do not make a class to be told apart

    /** @param scores {@code [examples]}, each by a probe that was not trained on its subset; NaN is left out */
    static List<TransferScore> of(List<Example> examples, double[] scores) {
        SortedMap<String, List<Double>> positives = new TreeMap<>();
        SortedMap<String, List<Double>> negatives = new TreeMap<>();
        for (int i = 0; i < scores.length; i++) {
            Example example = examples.get(i);
            if (!Double.isNaN(scores[i])) {
                (example.positive() ? positives : negatives)
                        .computeIfAbsent(example.subset(), key -> new ArrayList<>())
                        .add(scores[i]);
            }
        }
        positives.values().removeIf(ofSubset -> ofSubset.size() < FEWEST);
        negatives.values().removeIf(ofSubset -> ofSubset.size() < FEWEST);
        List<TransferScore> transfer = new ArrayList<>();
        positives.forEach((subset, harmful) -> {
            List<Double> own = negatives.get(subset);
            transfer.add(between(subset, List.of(harmful), own == null ? negatives.values() : List.of(own)));
        });
        negatives.forEach((subset, ofSubset) -> {
            if (!positives.containsKey(subset)) {
                transfer.add(between(subset, positives.values(), List.of(ofSubset)));
            }
        });
        transfer.removeIf(score -> Double.isNaN(score.auroc()));
        return List.copyOf(transfer);
    }

    private static TransferScore between(
            String subset, Collection<List<Double>> positives, Collection<List<Double>> negatives) {
        double auroc = positives.stream()
                .flatMap(harmful -> negatives.stream().map(harmless -> Metrics.auroc(array(harmful), array(harmless))))
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
        return new TransferScore(subset, size(positives), size(negatives), auroc);
    }

    private static int size(Collection<List<Double>> subsets) {
        return subsets.stream().mapToInt(List::size).sum();
    }

    private static double[] array(List<Double> scores) {
        return scores.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
