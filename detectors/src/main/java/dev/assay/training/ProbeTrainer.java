package dev.assay.training;

import dev.assay.catalogue.Probe;
import dev.assay.evaluation.Progress;
import dev.assay.graph.HookPoint;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a detector's probe: logistic regression on the mean residuals of turns. The hook point and the penalty are those
 * that do best on subsets left out of training, see {@link Transfer}.
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
        Map<Choice, Transfer> transfers = new LinkedHashMap<>();
        for (int i = 0; i < options.hooks().size(); i++) {
            progress.update("choose probe " + plan.id(), i, options.hooks().size());
            HookPoint hook = options.hooks().get(i);
            validation
                    .recordScores(harvested.blocks(hook))
                    .forEach((penalty, ofRecords) ->
                            transfers.put(new Choice(hook, penalty), Transfer.of(examples, ofRecords)));
        }
        Map.Entry<Choice, Transfer> chosen = transfers.entrySet().stream()
                .max(Comparator.comparingDouble(entry -> entry.getValue().merit()))
                .orElseThrow();
        Choice best = chosen.getKey();
        progress.update(
                "train probe " + plan.id(),
                options.hooks().size(),
                options.hooks().size());
        float[] blocks = harvested.blocks(best.hook());
        float[] means = harvested.meansOf(blocks);
        LogisticRegression.Fit fit = rows.regression(examples, means).fit(best.penalty(), null);
        Probe probe = new Probe(plan.id(), best.hook(), fit.weight(), (float) (fit.bias() - options.neutralLogit()));
        return new TrainedProbe(
                probe, best.penalty(), chosen.getValue().subsets(), validation.scored(blocks, best.penalty()));
    }
}
