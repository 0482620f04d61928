package dev.assay.dictionary;

import java.util.Arrays;

/** How a dictionary turns pre-activations into feature values. Immutable, thread-safe. */
public sealed interface Activation {

    /** Replaces the pre-activations {@code pre [n]} of one token by its feature values. */
    void apply(float[] pre);

    /**
     * The thresholds of single features, for a head that computes only them.
     *
     * @return {@code [features.length]}: the feature's value is relu(pre) where pre is above its threshold, else 0
     * @throws DictionaryException if a feature's value depends on the other features
     */
    float[] thresholds(int[] features);

    /** @throws DictionaryException if this cannot belong to a dictionary of {@code size} features */
    void requireFits(int size);

    /** {@code max(pre, 0)}. */
    record Relu() implements Activation {
        @Override
        public void apply(float[] pre) {
            for (int feature = 0; feature < pre.length; feature++) {
                pre[feature] = Math.max(pre[feature], 0);
            }
        }

        @Override
        public float[] thresholds(int[] features) {
            return new float[features.length];
        }

        @Override
        public void requireFits(int size) {}
    }

    /**
     * {@code pre > threshold ? max(pre, 0) : 0}, a threshold for each feature.
     *
     * <p>Source: Rajamanoharan et al., "Jumping Ahead: Improving Reconstruction Fidelity with JumpReLU Sparse
     * Autoencoders", 2024.
     */
    final class JumpRelu implements Activation {
        private final float[] threshold; // [n]

        public JumpRelu(float[] threshold) {
            this.threshold = threshold.clone();
        }

        /** {@code [n]}, copy. */
        public float[] threshold() {
            return threshold.clone();
        }

        @Override
        public void apply(float[] pre) {
            for (int feature = 0; feature < pre.length; feature++) {
                pre[feature] = pre[feature] > threshold[feature] ? Math.max(pre[feature], 0) : 0;
            }
        }

        @Override
        public float[] thresholds(int[] features) {
            float[] chosen = new float[features.length];
            for (int i = 0; i < features.length; i++) {
                chosen[i] = threshold[features[i]];
            }
            return chosen;
        }

        @Override
        public void requireFits(int size) {
            if (threshold.length != size) {
                throw new DictionaryException(
                        "threshold has " + threshold.length + " elements; expected " + size + ", one a feature");
            }
            Dictionary.requireFinite("threshold", threshold);
        }
    }

    /**
     * The {@code k} largest pre-activations, and of those the positive ones; the lower index wins a tie.
     *
     * <p>Source: Gao et al., "Scaling and evaluating sparse autoencoders", 2024.
     */
    record TopK(int k) implements Activation {
        public TopK {
            if (k < 1) {
                throw new DictionaryException("k is " + k + "; expected at least 1");
            }
        }

        @Override
        public void apply(float[] pre) {
            float[] ascending = pre.clone();
            Arrays.sort(ascending);
            float smallest = ascending[ascending.length - k];
            int ties = k; // how many equal to the smallest are kept
            for (float value : ascending) {
                ties -= value > smallest ? 1 : 0;
            }
            for (int feature = 0; feature < pre.length; feature++) {
                boolean tie = pre[feature] == smallest && ties > 0;
                ties -= tie ? 1 : 0;
                pre[feature] = tie || pre[feature] > smallest ? Math.max(pre[feature], 0) : 0;
            }
        }

        @Override
        public float[] thresholds(int[] features) {
            throw new DictionaryException(
                    "activation is top-k with k " + k + "; expected relu or jumprelu: which of its"
                            + " features fire depends on all others, so single ones cannot be computed alone."
                            + " Fold it to a jumprelu threshold, or monitor no features");
        }

        @Override
        public void requireFits(int size) {
            if (k > size) {
                throw new DictionaryException("k is " + k + "; expected at most " + size + ", the number of features");
            }
        }
    }
}
