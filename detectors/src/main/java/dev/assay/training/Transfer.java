package dev.assay.training;

import dev.assay.evaluation.Metrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a way of training probes is worth on subsets that they were not trained on. A subset of one label is held against all
 * subsets of the other, each by probes that were not trained on that one either, and the mean counts; what a probe knows
 * must not flatter it. Subsets of the unlabelled pool are harmless ones.
 *
 * @param subsets by name, those with harmful records first
 * @param recall mean over the subsets with harmful records, at the threshold that four in a thousand unlabelled records and
 *     a twentieth of the labelled harmless ones may exceed
 */
record Transfer(List<TransferScore> subsets, double recall) {

    private static final int FEWEST = 5; // fewer records of a label do not make a class to be told apart
    private static final double BENIGN_RATE = 0.004;
    private static final double HARMLESS_RATE = 0.05;

    Transfer {
        subsets = List.copyOf(subsets);
    }

    /** @param scores {@code [examples]}, each by a probe that was not trained on its subset; NaN is left out */
    static Transfer of(List<Example> examples, double[] scores) {
        SortedMap<String, List<Double>> positives = new TreeMap<>();
        SortedMap<String, List<Double>> negatives = new TreeMap<>();
        List<Double> benign = new ArrayList<>();
        List<Double> harmless = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            Example example = examples.get(i);
            if (!Double.isNaN(scores[i])) {
                (example.positive() ? positives : negatives)
                        .computeIfAbsent(example.subset(), key -> new ArrayList<>())
                        .add(scores[i]);
                if (!example.positive()) {
                    (example.general() ? benign : harmless).add(scores[i]);
                }
            }
        }
        positives.values().removeIf(ofSubset -> ofSubset.size() < FEWEST);
        negatives.values().removeIf(ofSubset -> ofSubset.size() < FEWEST);
        double threshold = Math.max(threshold(benign, BENIGN_RATE), threshold(harmless, HARMLESS_RATE));
        double recall = positives.values().stream()
                .mapToDouble(ofSubset -> (double) Metrics.countAbove(array(ofSubset), threshold) / ofSubset.size())
                .average()
                .orElse(0);
        return new Transfer(subsets(positives, negatives), recall);
    }

    private static List<TransferScore> subsets(
            SortedMap<String, List<Double>> positives, SortedMap<String, List<Double>> negatives) {
        List<TransferScore> subsets = new ArrayList<>();
        positives.forEach((subset, harmful) -> {
            List<Double> own = negatives.get(subset);
            subsets.add(between(subset, List.of(harmful), own == null ? negatives.values() : List.of(own)));
        });
        negatives.forEach((subset, ofSubset) -> {
            if (!positives.containsKey(subset)) {
                subsets.add(between(subset, positives.values(), List.of(ofSubset)));
            }
        });
        subsets.removeIf(score -> Double.isNaN(score.auroc()));
        return subsets;
    }

    double meanAuroc() {
        return subsets.stream().mapToDouble(TransferScore::auroc).average().orElse(0);
    }

    /** How it ranks everywhere and what it finds where it is used count the same. */
    double merit() {
        return (meanAuroc() + recall) / 2;
    }

    private static double threshold(List<Double> scores, double rate) {
        return scores.isEmpty() ? Double.NEGATIVE_INFINITY : Metrics.threshold(array(scores), rate);
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
