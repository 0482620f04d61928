package dev.assay.dictionary;

/**
 * How sparsely and how faithfully a dictionary describes residual vectors it was not trained on.
 *
 * @param meanL0 features that fire at a token, on average
 * @param explainedVariance {@code 1 - sum |x - x'|^2 / sum |x - mean(x)|^2}; at most 1, below 0 where the mean would do
 *     better
 * @param tokens it was measured over
 */
public record Fidelity(double meanL0, double explainedVariance, long tokens) {

    public Fidelity {
        boolean sparse = meanL0 >= 0 && Double.isFinite(meanL0);
        boolean faithful = explainedVariance <= 1 && Double.isFinite(explainedVariance);
        if (!sparse || !faithful || tokens < 1) {
            throw new IllegalArgumentException("fidelity has meanL0 " + meanL0 + ", explainedVariance "
                    + explainedVariance + " and tokens " + tokens
                    + "; expected meanL0 0 or more, explainedVariance at most 1, both finite, and at least 1 token");
        }
    }
}
