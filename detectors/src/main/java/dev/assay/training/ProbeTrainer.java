package dev.assay.training;

import dev.assay.catalogue.Probe;
import dev.assay.evaluation.Progress;
import dev.assay.graph.HookPoint;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Trains a detector's probe: logistic regression on the mean residuals of turns. The hook point and the penalty are chosen
 * by transfer to subsets left out of training, by the one-standard-error rule: of all choices that are on average no worse
 * than the best by more than the standard error of the difference over subsets, the one with the largest penalty (Breiman,
 * Friedman, Olshen and Stone, Classification and Regression Trees, 1984; paired here).
 */
final class ProbeTrainer {

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
        CrossValidation validation = new CrossValidation(harvested, options, rows, examples);
        Map<Choice, List<TransferScore>> scores = new LinkedHashMap<>();
        for (int i = 0; i < options.hooks().size(); i++) {
            progress.update("choose probe " + plan.id(), i, options.hooks().size());
            HookPoint hook = options.hooks().get(i);
            validation
                    .recordScores(harvested.blocks(hook))
                    .forEach((penalty, ofRecords) ->
                            scores.put(new Choice(hook, penalty), TransferScore.of(examples, ofRecords)));
        }
        Choice best = choose(scores);
        progress.update(
                "train probe " + plan.id(),
                options.hooks().size(),
                options.hooks().size());
        float[] blocks = harvested.blocks(best.hook());
        float[] means = harvested.meansOf(blocks);
        LogisticRegression.Fit fit = rows.regression(examples, means).fit(best.penalty(), null);
        Probe probe = new Probe(plan.id(), best.hook(), fit.weight(), (float) (fit.bias() - options.neutralLogit()));
        return new TrainedProbe(
                probe, best.penalty(), scores.getOrDefault(best, List.of()), validation.scored(blocks, best.penalty()));
    }

    private static Choice choose(Map<Choice, List<TransferScore>> scores) {
        Map.Entry<Choice, List<TransferScore>> best = scores.entrySet().stream()
                .max(Comparator.comparingDouble(entry -> mean(aurocs(entry.getValue()))))
                .orElseThrow();
        double[] highest = aurocs(best.getValue());
        return scores.entrySet().stream()
                .filter(entry -> isAsGood(aurocs(entry.getValue()), highest))
                .max(Comparator.<Map.Entry<Choice, List<TransferScore>>>comparingDouble(
                                entry -> entry.getKey().penalty())
                        .thenComparingDouble(entry -> mean(aurocs(entry.getValue()))))
                .orElse(best)
                .getKey();
    }

    /** Both {@code [subsets]}; within one standard error of the mean difference. */
    private static boolean isAsGood(double[] aurocs, double[] highest) {
        double[] lost = IntStream.range(0, highest.length)
                .mapToDouble(subset -> highest[subset] - aurocs[subset])
                .toArray();
        double mean = mean(lost);
        double variance = Arrays.stream(lost)
                        .map(difference -> (difference - mean) * (difference - mean))
                        .sum()
                / Math.max(1, lost.length - 1);
        return mean <= Math.sqrt(variance / lost.length);
    }

    private static double[] aurocs(List<TransferScore> transfer) {
        return transfer.stream().mapToDouble(TransferScore::auroc).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NEGATIVE_INFINITY);
    }
}
