package dev.assay.training;

import dev.assay.catalogue.Probe;
import dev.assay.evaluation.Progress;
import dev.assay.graph.HookPoint;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a detector's probe: logistic regression on the mean residuals of turns. The hook point and the penalty are those
 * that transfer best, on average over subsets, to subsets left out of training.
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
        Map<Choice, List<TransferScore>> scores = new HashMap<>();
        for (int i = 0; i < options.hooks().size(); i++) {
            progress.update("choose probe " + plan.id(), i, options.hooks().size());
            HookPoint hook = options.hooks().get(i);
            validation
                    .recordScores(harvested.blocks(hook))
                    .forEach((penalty, ofRecords) ->
                            scores.put(new Choice(hook, penalty), TransferScore.of(examples, ofRecords)));
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
                probe, best.penalty(), scores.getOrDefault(best, List.of()), validation.scored(blocks, best.penalty()));
    }

    private static double mean(List<TransferScore> scores) {
        return scores.stream().mapToDouble(TransferScore::auroc).average().orElse(Double.NEGATIVE_INFINITY);
    }
}
