package dev.assay.evaluation.features;

import dev.assay.chat.Prompt;
import java.util.BitSet;
import java.util.Map;

/** A turn in which a feature fires, as one detector reads it. */
final class FiringTurn {

    private final Prompt prompt;
    private final double[] logits; // [tokens]
    private final Map<String, double[]> projections; // by probe, [tokens]
    private final BitSet fires; // tokens

    /**
     * Takes everything over.
     *
     * @param prompt to read it again
     * @param logits {@code [tokens]} of the detector
     * @param projections by probe, {@code [tokens]}: of the residual the probe reads on the feature's direction
     * @param fires tokens at which the feature fires
     */
    FiringTurn(Prompt prompt, double[] logits, Map<String, double[]> projections, BitSet fires) {
        this.prompt = prompt;
        this.logits = logits;
        this.projections = projections;
        this.fires = fires;
    }

    Prompt prompt() {
        return prompt;
    }

    /** {@code [tokens]}; not to be changed. */
    double[] logits() {
        return logits;
    }

    /** {@code [tokens]}: what a token at which the feature fires has of its direction more than {@code ofMean}, else 0. */
    double[] removed(String probe, double ofMean) {
        double[] projection = projections.getOrDefault(probe, new double[0]);
        double[] removed = new double[projection.length];
        for (int token = 0; token < removed.length; token++) {
            removed[token] = fires.get(token) ? projection[token] - ofMean : 0;
        }
        return removed;
    }

    boolean firesAt(int token) {
        return fires.get(token);
    }
}
