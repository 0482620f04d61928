package dev.assay.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Scores one detector's examples by probes that were not trained on their source. */
final class CrossValidation {

    private final Harvested harvested;
    private final ProbeOptions options;
    private final ProbeRows rows;
    private final List<Example> examples;
    private final Folds folds;

    CrossValidation(Harvested harvested, ProbeOptions options, ProbeRows rows, List<Example> examples) {
        this.harvested = harvested;
        this.options = options;
        this.rows = rows;
        this.examples = List.copyOf(examples);
        this.folds = new Folds(examples, options.folds(), options.seed());
    }

    /**
     * What ranks each record, {@link ScoredRecord#rank}, by penalty.
     *
     * @param blocks {@code [harvested blocks, dModel]}
     * @return {@code [examples]} for each penalty; NaN where a subset has more records than are compared
     */
    Map<Double, double[]> recordScores(float[] blocks) {
        float[] means = harvested.meansOf(blocks);
        Map<Double, double[]> scores = new TreeMap<>();
        for (int fold = 0; fold < folds.count(); fold++) {
            LogisticRegression regression = regression(fold, means);
            LogisticRegression.Fit fit = null;
            for (int i = options.penalties().size() - 1; i >= 0; i--) {
                double penalty = options.penalties().get(i);
                fit = regression.fit(penalty, fit);
                double[] ofPenalty = scores.computeIfAbsent(penalty, key -> unknown());
                for (int example : compared(fold)) {
                    ofPenalty[example] =
                            scored(examples.get(example), blocks, fit).rank(options.minTokens(), options.prior());
                }
            }
        }
        return scores;
    }

    /**
     * All examples, fold by fold.
     *
     * @param blocks {@code [harvested blocks, dModel]}
     */
    List<ScoredRecord> scored(float[] blocks, double penalty) {
        float[] means = harvested.meansOf(blocks);
        List<ScoredRecord> scored = new ArrayList<>();
        for (int fold = 0; fold < folds.count(); fold++) {
            LogisticRegression.Fit fit = regression(fold, means).fit(penalty, null);
            for (int example : heldOut(fold)) {
                scored.add(scored(examples.get(example), blocks, fit));
            }
        }
        return scored;
    }

    private LogisticRegression regression(int fold, float[] means) {
        List<Example> trainedOn =
                examples.stream().filter(example -> folds.fold(example) != fold).toList();
        return rows.regression(rows.capped(trainedOn, options.recordsPerSubset()), means);
    }

    private int[] heldOut(int fold) {
        return IntStream.range(0, examples.size())
                .filter(example -> folds.fold(examples.get(example)) == fold)
                .toArray();
    }

    private int[] compared(int fold) {
        List<Example> heldOut =
                Arrays.stream(heldOut(fold)).mapToObj(examples::get).toList();
        var kept = new HashSet<>(rows.capped(heldOut, options.recordsPerSubset()));
        return Arrays.stream(heldOut(fold))
                .filter(example -> kept.contains(examples.get(example)))
                .toArray();
    }

    private double[] unknown() {
        double[] scores = new double[examples.size()];
        Arrays.fill(scores, Double.NaN);
        return scores;
    }

    private ScoredRecord scored(Example example, float[] blocks, LogisticRegression.Fit fit) {
        return new ScoredRecord(
                example,
                example.turns().stream().map(turn -> scored(turn, blocks, fit)).toList());
    }

    private ScoredRecord.ScoredTurn scored(int turn, float[] blocks, LogisticRegression.Fit fit) {
        int first = harvested.firstBlock(turn);
        return new ScoredRecord.ScoredTurn(
                harvested.turns().get(turn).tokens(),
                IntStream.range(first, harvested.firstBlock(turn + 1))
                        .mapToObj(block -> fit.logit(blocks, block * harvested.dModel()) - options.neutralLogit())
                        .toList());
    }
}
