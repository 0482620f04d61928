package dev.assay.evaluation.features;

import dev.assay.catalogue.Probe;
import dev.assay.dictionary.Dictionary;
import java.util.List;

/**
 * At a probe that is not deeper than the dictionary: the direction is taken from the residual that the probe reads, and a
 * linear probe's fall is a product. At an earlier hook point that is another residual than the dictionary's, in the same
 * coordinates.
 */
final class LinearFalls implements TokenFalls {

    private final Dictionary dictionary;
    private final Probe probe;
    private final List<double[]> removed; // by turn, [tokens]

    /** @param ofMean what the mean residual at the probe's hook point has of the feature's direction */
    LinearFalls(Dictionary dictionary, Probe probe, List<FiringTurn> turns, double ofMean) {
        this.dictionary = dictionary;
        this.probe = probe;
        this.removed =
                turns.stream().map(turn -> turn.removed(probe.id(), ofMean)).toList();
    }

    @Override
    public double[][] along(int direction) {
        float[] unit = Directions.of(dictionary, direction);
        double aligned = Directions.dot(probe.weight(), 0, unit, 0, unit.length);
        double[][] falls = new double[removed.size()][];
        for (int turn = 0; turn < falls.length; turn++) {
            falls[turn] = removed.get(turn).clone();
            for (int token = 0; token < falls[turn].length; token++) {
                falls[turn][token] *= aligned;
            }
        }
        return falls;
    }
}
