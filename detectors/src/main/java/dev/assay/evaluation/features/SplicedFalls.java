package dev.assay.evaluation.features;

import dev.assay.catalogue.Probe;
import dev.assay.dictionary.Dictionary;
import dev.assay.graph.Head;
import dev.assay.graph.Tap;
import dev.assay.reader.ReaderModel;
import dev.assay.reader.SplitReading;
import java.util.List;

/**
 * At a probe deeper than the dictionary: the direction is taken from the residual at the dictionary's hook point, and the
 * reader reads on from there to the probe.
 */
final class SplicedFalls implements TokenFalls {

    private final Dictionary dictionary;
    private final List<FiringTurn> turns;
    private final SplitReading reading;
    private final Head head;
    private final double[][] removed; // [turns][tokens]
    private final double[][] undisturbed; // [turns][tokens]

    /** @param mean residual at the dictionary's hook point, {@code [dModel]} */
    SplicedFalls(
            Dictionary dictionary, int feature, Probe probe, List<FiringTurn> turns, float[] mean, ReaderModel model) {
        this.dictionary = dictionary;
        this.turns = turns;
        this.reading = new SplitReading(
                model, dictionary.hook(), turns.stream().map(FiringTurn::prompt).toList());
        this.head = new Head(List.of(new Tap.Linear(probe.hook(), probe.weight(), new float[] {probe.bias()})));
        this.removed = removed(feature, mean);
        this.undisturbed = logits(reading.residuals());
    }

    private double[][] removed(int feature, float[] mean) {
        float[] unit = Directions.of(dictionary, feature);
        float[] residuals = reading.residuals();
        double ofMean = Directions.dot(mean, 0, unit, 0, unit.length);
        double[][] all = new double[turns.size()][];
        for (int turn = 0; turn < all.length; turn++) {
            int[] positions = reading.turn(turn);
            all[turn] = new double[positions.length];
            for (int token = 0; token < positions.length; token++) {
                if (turns.get(turn).firesAt(token)) {
                    int row = positions[token] * unit.length;
                    all[turn][token] = Directions.dot(residuals, row, unit, 0, unit.length) - ofMean;
                }
            }
        }
        return all;
    }

    @Override
    public double[][] along(int direction) {
        float[] unit = Directions.of(dictionary, direction);
        float[] changed = reading.residuals();
        for (int turn = 0; turn < removed.length; turn++) {
            int[] positions = reading.turn(turn);
            for (int token = 0; token < positions.length; token++) {
                for (int i = 0; i < unit.length; i++) {
                    changed[positions[token] * unit.length + i] -= (float) (removed[turn][token] * unit[i]);
                }
            }
        }
        double[][] falls = logits(changed);
        for (int turn = 0; turn < falls.length; turn++) {
            for (int token = 0; token < falls[turn].length; token++) {
                falls[turn][token] = undisturbed[turn][token] - falls[turn][token];
            }
        }
        return falls;
    }

    private double[][] logits(float[] residuals) {
        float[] scores = reading.resume(residuals, head); // [positions, 1]
        double[][] logits = new double[turns.size()][];
        for (int turn = 0; turn < logits.length; turn++) {
            int[] positions = reading.turn(turn);
            logits[turn] = new double[positions.length];
            for (int token = 0; token < positions.length; token++) {
                logits[turn][token] = scores[positions[token]];
            }
        }
        return logits;
    }
}
