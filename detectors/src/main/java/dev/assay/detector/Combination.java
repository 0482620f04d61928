package dev.assay.detector;

/**
 * How the probabilities of what can be judged of a turn, the turn itself, its strongest {@link Passage} and its conversation,
 * become its one score. Immutable, thread-safe.
 */
public sealed interface Combination {

    /**
     * @param probabilities {@code [parts]}, each in [0, 1]; at least one
     * @param strongest the one of them that may decide alone: of the turn's strongest passage, without passages of the turn, or
     *     of the conversation where the turn is too short
     * @return in [0, 1]
     */
    double score(double[] probabilities, double strongest);

    /** The largest of them. Each is one more chance to be mistaken: the largest is too sure of itself. */
    record Largest() implements Combination {
        @Override
        public double score(double[] probabilities, double strongest) {
            requireParts(probabilities);
            double largest = 0;
            for (double probability : probabilities) {
                largest = Math.max(largest, probability);
            }
            return largest;
        }
    }

    /**
     * The geometric mean of their odds or, if that is more, the odds of the strongest part times its share: the parts correct
     * each other, and harmless text around a harmful part hides less of it.
     *
     * <p>The mean is a logarithmic opinion pool: Genest and Zidek, "Combining Probability Distributions: A Critique and an
     * Annotated Bibliography", 1986.
     *
     * @param strongestShare what the strongest part's odds are multiplied by, in (0, 1]
     */
    record PooledOdds(double strongestShare) implements Combination {
        private static final double LEAST = 1e-6; // of a probability, so that its odds are finite

        public PooledOdds {
            if (!(strongestShare > 0 && strongestShare <= 1)) {
                throw new IllegalArgumentException(
                        "the strongest part's share is " + strongestShare + "; expected above 0 and at most 1");
            }
        }

        @Override
        public double score(double[] probabilities, double strongest) {
            requireParts(probabilities);
            double sum = 0;
            for (double probability : probabilities) {
                sum += logOdds(probability);
            }
            double pooled = Math.max(sum / probabilities.length, logOdds(strongest) + Math.log(strongestShare));
            return 1 / (1 + Math.exp(-pooled));
        }

        private static double logOdds(double probability) {
            double within = Math.min(1 - LEAST, Math.max(LEAST, probability));
            return Math.log(within / (1 - within));
        }
    }

    private static void requireParts(double[] probabilities) {
        if (probabilities.length == 0) {
            throw new IllegalArgumentException("there are 0 probabilities to combine; expected at least 1");
        }
    }
}
