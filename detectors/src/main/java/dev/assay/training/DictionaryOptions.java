package dev.assay.training;

import static java.util.Objects.requireNonNull;

/**
 * How a dictionary is trained.
 *
 * @param size features
 * @param k mean number of active features a token
 * @param batch tokens a step
 * @param tokens tokens seen in all, counted over repeated passes
 * @param learningRate of Adam after the warm-up
 * @param warmUp share of the steps over which the learning rate rises from 0
 * @param decay share of the steps at the end over which it falls to 0
 * @param auxiliaryK dead features that try to explain a token's residual
 * @param auxiliaryWeight of their loss
 * @param deadAfter tokens without firing that make a feature dead
 * @param checkpointSteps steps between checkpoints
 * @param seed of the first weights and of the order of tokens
 * @param kind how it is kept sparse
 */
public record DictionaryOptions(
        int size,
        int k,
        int batch,
        long tokens,
        double learningRate,
        double warmUp,
        double decay,
        int auxiliaryK,
        double auxiliaryWeight,
        long deadAfter,
        int checkpointSteps,
        long seed,
        DictionaryKind kind) {

    public DictionaryOptions {
        requireAtLeastOne("size", size);
        requireAtLeastOne("batch", batch);
        requireAtLeastOne("tokens", tokens);
        requireAtLeastOne("auxiliaryK", auxiliaryK);
        requireAtLeastOne("deadAfter", deadAfter);
        requireAtLeastOne("checkpointSteps", checkpointSteps);
        requireNonNull(kind, "kind");
        if (k < 1 || k > size) {
            throw new IllegalArgumentException("k is " + k + "; expected 1 to the dictionary size " + size);
        }
        if (!(learningRate > 0) || !(warmUp >= 0) || !(decay >= 0) || warmUp + decay > 1) {
            throw new IllegalArgumentException("learningRate is " + learningRate + ", warmUp " + warmUp + " and decay "
                    + decay + "; expected a positive rate and shares that add up to at most 1");
        }
    }

    /** Of the kind that bundles have: the one that can be monitored feature by feature at the least loss. */
    public static DictionaryOptions defaults(int size, int k, long tokens, long seed) {
        DictionaryKind kind = DictionaryKind.BATCH_TOP_K;
        return new DictionaryOptions(size, k, 2048, tokens, 1e-3, 0.05, 0.2, 64, 1.0 / 32, 300_000, 250, seed, kind);
    }

    public DictionaryOptions with(DictionaryKind other) {
        return new DictionaryOptions(
                size,
                k,
                batch,
                tokens,
                learningRate,
                warmUp,
                decay,
                auxiliaryK,
                auxiliaryWeight,
                deadAfter,
                checkpointSteps,
                seed,
                other);
    }

    public int steps() {
        return (int) Math.max(1, tokens / batch);
    }

    /** The learning rate of one step, counted from 0: linear warm-up, constant, linear decay. */
    double learningRate(int step) {
        double done = (step + 1.0) / steps();
        double rising = warmUp == 0 ? 1 : Math.min(1, done / warmUp);
        double falling = decay == 0 ? 1 : Math.min(1, (1 - (double) step / steps()) / decay);
        return learningRate * Math.min(rising, falling);
    }

    private static void requireAtLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + "; expected at least 1");
        }
    }
}
