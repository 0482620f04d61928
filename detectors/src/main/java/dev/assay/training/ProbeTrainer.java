package dev.assay.training;

import dev.assay.catalogue.Probe;
import dev.assay.evaluation.Metrics;
import dev.assay.evaluation.Progress;
import dev.assay.graph.HookPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trains a detector's probe: logistic regression on the mean residuals of turns. The hook point and the penalty are those
 * that transfer best, on average over subsets, to subsets left out of training.
 */
final class ProbeTrainer {

    private static final int FEWEST = 5; // fewer records of a label do not make a class to be told apart

    private final Harvested harvested;
    private final ProbeOptions options;
    private final Progress progress;
    private final ProbeRows rows;

    ProbeTrainer(Harvested harvested, ProbeOptions options, Progress progress) {
        this.harvested = harvested;
        this.options = options;
        this.progress = progress;
        this.rows = new ProbeRows(harvested, options);
    }

    private record Choice(HookPoint hook, double penalty) {}

    /** @throws TrainingException if the category's records are unlabelled or all of one label */
    TrainedProbe train(DetectorPlan plan) throws IOException {
        List<Example> examples = Example.of(harvested, plan);
        plan.requireBothLabels(examples.stream()
                .map(example -> harvested.records().get(example.record()))
                .toList());
        Folds folds = new Folds(examples, options.folds(), options.seed());
        Map<Choice, List<TransferScore>> scores = new HashMap<>();
        for (int i = 0; i < options.hooks().size(); i++) {
            progress.update("choose probe " + plan.id(), i, options.hooks().size());
            HookPoint hook = options.hooks().get(i);
            float[] blocks = harvested.blocks(hook);
            float[] means = harvested.meansOf(blocks);
            for (int fold = 0; fold < folds.count(); fold++) {
                compare(examples, folds, fold, hook, means, blocks, scores);
            }
        }
        Choice best = scores.keySet().stream()
                .max(Comparator.comparingDouble((Choice choice) -> mean(scores.getOrDefault(choice, List.of())))
                        .thenComparingDouble(Choice::penalty)
                        .thenComparing(Choice::hook, Comparator.reverseOrder()))
                .orElseThrow();
        progress.update(
                "train probe " + plan.id(),
                options.hooks().size(),
                options.hooks().size());
        float[] blocks = harvested.blocks(best.hook());
        float[] means = harvested.meansOf(blocks);
        LogisticRegression.Fit fit = rows.regression(examples, means).fit(best.penalty(), null);
        Probe probe = new Probe(plan.id(), best.hook(), fit.weight(), (float) (fit.bias() - options.neutralLogit()));
        return new TrainedProbe(
                probe,
                best.penalty(),
                scores.getOrDefault(best, List.of()),
                outOfFold(examples, folds, means, blocks, best.penalty()));
    }

    private void compare(
            List<Example> examples,
            Folds folds,
            int fold,
            HookPoint hook,
            float[] means,
            float[] blocks,
            Map<Choice, List<TransferScore>> scores) {
        List<Example> heldOut = rows.capped(heldOut(examples, folds, fold), options.recordsPerSubset());
        List<Example> reserve =
                rows.capped(examples.stream().filter(folds::reserved).toList(), options.recordsPerSubset());
        if (heldOut.stream().allMatch(Example::general)) {
            return;
        }
        LogisticRegression regression =
                rows.regression(rows.capped(trainedOn(examples, folds, fold), options.recordsPerSubset()), means);
        LogisticRegression.Fit fit = null;
        for (double penalty : descending(options.penalties())) {
            fit = regression.fit(penalty, fit);
            scores.computeIfAbsent(new Choice(hook, penalty), key -> new ArrayList<>())
                    .addAll(transfer(heldOut, reserve, blocks, fit));
        }
    }

    private List<TransferScore> transfer(
            List<Example> heldOut, List<Example> reserve, float[] blocks, LogisticRegression.Fit fit) {
        List<TransferScore> scores = new ArrayList<>();
        TreeSet<String> subsets = new TreeSet<>();
        heldOut.stream().filter(example -> !example.general()).forEach(example -> subsets.add(example.subset()));
        for (String subset : subsets) {
            double[] positives = scores(heldOut, subset, true, blocks, fit);
            double[] negatives = scores(heldOut, subset, false, blocks, fit);
            if (positives.length < FEWEST) {
                positives = scores(reserve, null, true, blocks, fit);
            } else if (negatives.length < FEWEST) {
                negatives = scores(reserve, null, false, blocks, fit);
            }
            if (positives.length >= FEWEST && negatives.length >= FEWEST) {
                scores.add(new TransferScore(
                        subset, positives.length, negatives.length, Metrics.auroc(positives, negatives)));
            }
        }
        return scores;
    }

    private double[] scores(
            List<Example> examples,
            @Nullable String subset,
            boolean positive,
            float[] blocks,
            LogisticRegression.Fit fit) {
        return examples.stream()
                .filter(example -> example.positive() == positive
                        && (subset == null || (example.subset().equals(subset) && !example.general())))
                .mapToDouble(example -> scored(example, blocks, fit).largest(options.minTokens(), options.prior()))
                .toArray();
    }

    private List<ScoredRecord> outOfFold(
            List<Example> examples, Folds folds, float[] means, float[] blocks, double penalty) {
        List<ScoredRecord> scored = new ArrayList<>();
        for (int fold = 0; fold < folds.count(); fold++) {
            LogisticRegression.Fit fit = rows.regression(
                            rows.capped(trainedOn(examples, folds, fold), options.recordsPerSubset()), means)
                    .fit(penalty, null);
            heldOut(examples, folds, fold).forEach(example -> scored.add(scored(example, blocks, fit)));
        }
        return scored;
    }

    /** @param blocks {@code [harvested blocks, dModel]} at the probe's hook point */
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

    private static List<Example> heldOut(List<Example> examples, Folds folds, int fold) {
        return examples.stream().filter(example -> folds.fold(example) == fold).toList();
    }

    private static List<Example> trainedOn(List<Example> examples, Folds folds, int fold) {
        return examples.stream()
                .filter(example -> folds.fold(example) != fold && !folds.reserved(example))
                .toList();
    }

    private static List<Double> descending(List<Double> values) {
        return Stream.iterate(values.size() - 1, i -> i >= 0, i -> i - 1)
                .map(values::get)
                .toList();
    }

    private static double mean(List<TransferScore> scores) {
        return scores.stream().mapToDouble(TransferScore::auroc).average().orElse(Double.NEGATIVE_INFINITY);
    }
}
