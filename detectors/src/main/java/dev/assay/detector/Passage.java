package dev.assay.detector;

import static java.util.Objects.requireNonNull;

/**
 * How a detector judges the part of a turn that looks most like what it looks for, so that harmless text around it hides
 * less: by the largest value of a mean that runs along the turn's tokens, forgets those behind it, and starts anew after
 * tokens that speak against it. It is taken block by block ({@link TokenBlocks}), at the end of each. A passage may begin in what
 * the same author wrote just before the turn, as long as the turn's own tokens speak for it too: cutting a message into several hides
 * less as well.
 *
 * <p>Starting anew where the sum is below 0 is that of Page, "Continuous Inspection Schemes", 1954.
 *
 * @param halfLife tokens after which a token counts half
 * @param calibration of a turn's passage logit to probability; apart from the turn's own, because the largest of many means
 *     is larger than the mean of all
 */
public record Passage(double halfLife, Calibration calibration) {

    public Passage {
        requireNonNull(calibration, "calibration");
        if (!(halfLife > 0) || !Double.isFinite(halfLife)) {
            throw new IllegalArgumentException(
                    "half-life of a passage is " + halfLife + "; expected a finite number of tokens above 0");
        }
    }

    /**
     * The largest {@code sum / (weight + prior)} at the end of a block, where each token first multiplies both by
     * {@code 2^(-1 / halfLife)} and then adds its block's mean logit and 1; a block that begins with a sum below 0 begins
     * with nothing.
     *
     * @param before {@code [tokens]}, finite: of the author's messages just before the turn; in blocks of their own, at the end
     *     of which no value is taken
     * @param logits {@code [tokens]}, finite, in text order; at least one
     * @param prior tokens of logit 0 that the mean is taken to start with
     */
    public double logit(double[] before, double[] logits, double prior) {
        double keptByToken = Math.pow(2, -1 / halfLife);
        RunningMean own = new RunningMean(keptByToken);
        RunningMean whole = new RunningMean(keptByToken);
        for (int block = 0; block < TokenBlocks.count(before.length); block++) {
            whole.add(before, block);
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (int block = 0; block < TokenBlocks.count(logits.length); block++) {
            own.add(logits, block);
            whole.add(logits, block);
            largest = Math.max(largest, own.value(prior));
            if (own.sum > 0) {
                largest = Math.max(largest, whole.value(prior));
            }
        }
        return largest;
    }

    private static final class RunningMean {
        private final double keptByToken;
        private double sum;
        private double weight;

        RunningMean(double keptByToken) {
            this.keptByToken = keptByToken;
        }

        void add(double[] logits, int block) {
            int tokens = TokenBlocks.length(logits.length, block);
            double kept = Math.pow(keptByToken, tokens);
            double added = (1 - kept) / (1 - keptByToken); // weights of the block's tokens
            if (sum < 0) {
                sum = 0;
                weight = 0;
            }
            sum = kept * sum + added * mean(logits, block * TokenBlocks.TOKENS, tokens);
            weight = kept * weight + added;
        }

        double value(double prior) {
            return sum / (weight + prior);
        }
    }

    private static double mean(double[] logits, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += logits[i];
        }
        return sum / count;
    }
}
