package dev.assay.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a fit: turns of examples, with weights such that positives and negatives weigh the same, the unlabelled
 * pool has its share of the negatives, subsets weigh as the square root of their number of records, records of a subset
 * weigh the same, and turns of a record weigh as their tokens.
 */
final class ProbeRows {

    private final Harvested harvested;
    private final ProbeOptions options;

    ProbeRows(Harvested harvested, ProbeOptions options) {
        this.harvested = harvested;
        this.options = options;
    }

    private record Stratum(boolean positive, boolean general, String subset) {
        static Stratum of(Example example) {
            return new Stratum(example.positive(), example.general(), example.subset());
        }
    }

    /** At most {@code most} examples of each subset and label, whole groups first, chosen by the seed. */
    List<Example> capped(List<Example> examples, int most) {
        Map<Stratum, Integer> taken = new HashMap<>();
        return examples.stream()
                .sorted(Comparator.comparingLong((Example example) -> SeededHash.of(options.seed(), example.group()))
                        .thenComparingInt(Example::record))
                .filter(example -> taken.merge(Stratum.of(example), 1, Integer::sum) <= most)
                .toList();
    }

    /**
     * @param means {@code [harvested turns, dModel]} at one hook point
     * @return ready to fit
     */
    LogisticRegression regression(List<Example> examples, float[] means) {
        Map<Stratum, Integer> records = new HashMap<>();
        examples.forEach(example -> records.merge(Stratum.of(example), 1, Integer::sum));
        Map<Stratum, Double> weights = recordWeights(records);
        List<Integer> turns = new ArrayList<>();
        List<Boolean> labels = new ArrayList<>();
        List<Double> turnWeights = new ArrayList<>();
        for (Example example : examples) {
            List<Integer> chosen = chosenTurns(example);
            double tokens = chosen.stream().mapToDouble(this::tokens).sum();
            for (int turn : chosen) {
                turns.add(turn);
                labels.add(example.positive());
                turnWeights.add(weights.getOrDefault(Stratum.of(example), 0.0) * tokens(turn) / tokens);
            }
        }
        int dModel = harvested.dModel();
        float[] x = new float[turns.size() * dModel]; // [rows, dModel]
        boolean[] positive = new boolean[turns.size()];
        double[] rowWeights = new double[turns.size()];
        for (int row = 0; row < positive.length; row++) {
            System.arraycopy(means, turns.get(row) * dModel, x, row * dModel, dModel);
            positive[row] = labels.get(row);
            rowWeights[row] = turnWeights.get(row);
        }
        return new LogisticRegression(x, positive, rowWeights);
    }

    /** Weight of one record of each stratum. */
    private Map<Stratum, Double> recordWeights(Map<Stratum, Integer> records) {
        boolean hasGeneral = records.keySet().stream().anyMatch(Stratum::general);
        boolean hasOwnNegatives =
                records.keySet().stream().anyMatch(stratum -> !stratum.general() && !stratum.positive());
        double general = !hasGeneral ? 0 : hasOwnNegatives ? options.generalShare() : 1;
        Map<Stratum, Double> weights = new HashMap<>();
        records.forEach((stratum, count) -> {
            double roots = records.entrySet().stream()
                    .filter(entry -> entry.getKey().positive() == stratum.positive()
                            && entry.getKey().general() == stratum.general())
                    .mapToDouble(entry -> Math.sqrt(entry.getValue()))
                    .sum();
            double share = stratum.positive() ? 1 : stratum.general() ? general : 1 - general;
            weights.put(stratum, share * Math.sqrt(count) / roots / count);
        });
        return weights;
    }

    private List<Integer> chosenTurns(Example example) {
        if (example.turns().size() <= options.turnsPerRecord()) {
            return example.turns();
        }
        return example.turns().stream()
                .sorted(Comparator.comparingLong(turn -> SeededHash.of(options.seed(), example.record() + " " + turn)))
                .limit(options.turnsPerRecord())
                .sorted()
                .toList();
    }

    private int tokens(int turn) {
        return harvested.turns().get(turn).tokens();
    }
}
