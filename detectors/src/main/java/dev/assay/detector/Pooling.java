package dev.assay.detector;

/**
 * Turns the probe logits of a turn's tokens into one turn logit. Immutable, thread-safe.
 *
 * <p>The choices are those compared in McKenzie et al., "Detecting High-Stakes Interactions with Activation Probes",
 * 2025.
 */
public sealed interface Pooling {

    /**
     * @param logits {@code [tokens]}, finite, in text order; at least one
     * @return between the smallest and the largest logit
     */
    double pool(double[] logits);

    /** The arithmetic mean: how much of the turn looks like it. */
    record Mean() implements Pooling {
        @Override
        public double pool(double[] logits) {
            requireTokens(logits);
            double sum = 0;
            for (double logit : logits) {
                sum += logit;
            }
            return sum / logits.length;
        }
    }

    /** The largest logit: one token is enough. */
    record Max() implements Pooling {
        @Override
        public double pool(double[] logits) {
            requireTokens(logits);
            double largest = logits[0];
            for (double logit : logits) {
                largest = Math.max(largest, logit);
            }
            return largest;
        }
    }

    /**
     * The largest mean of {@code width} neighbouring tokens; the mean of all where the turn is shorter than that.
     *
     * @param width in tokens, at least 1
     */
    record RollingMean(int width) implements Pooling {
        public RollingMean {
            if (width < 1) {
                throw new IllegalArgumentException("rolling mean width is " + width + "; expected at least 1 token");
            }
        }

        @Override
        public double pool(double[] logits) {
            requireTokens(logits);
            int wide = Math.min(width, logits.length);
            double sum = 0;
            double largest = Double.NEGATIVE_INFINITY;
            for (int token = 0; token < logits.length; token++) {
                sum += logits[token];
                if (token >= wide) {
                    sum -= logits[token - wide];
                }
                if (token >= wide - 1) {
                    largest = Math.max(largest, sum);
                }
            }
            return largest / wide;
        }
    }

    /**
     * {@code sum_i softmax(logits / temperature)_i * logits_i}: the mean as the temperature grows, the maximum as it
     * goes to 0.
     *
     * @param temperature in logits, above 0
     */
    record SoftmaxWeighted(double temperature) implements Pooling {
        public SoftmaxWeighted {
            if (!(temperature > 0) || !Double.isFinite(temperature)) {
                throw new IllegalArgumentException(
                        "softmax temperature is " + temperature + "; expected a finite number above 0");
            }
        }

        @Override
        public double pool(double[] logits) {
            double largest = new Max().pool(logits);
            double weights = 0;
            double sum = 0;
            for (double logit : logits) {
                double weight = Math.exp((logit - largest) / temperature);
                weights += weight;
                sum += weight * logit;
            }
            return sum / weights;
        }
    }

    private static void requireTokens(double[] logits) {
        if (logits.length == 0) {
            throw new IllegalArgumentException("pooling got 0 tokens; expected at least 1");
        }
    }
}
