package dev.assay.evaluation.features;

import dev.assay.dictionary.Dictionary;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The full codes of a random sample of all tokens read: which features fire how often, and which fire together. Residuals
 * are added first, then {@link #encode}, then it is asked. Not thread-safe.
 */
final class CodeSample {

    private static final int TOKENS = 20_000;
    private static final int LEAST_FIRED = 5; // tokens, of a feature that is compared with others

    private final Dictionary dictionary;
    private final Reservoir<float[]> residuals; // each [dModel]
    private int[][] active = new int[0][]; // by token, ascending features
    private int[] fired = new int[0]; // [size], tokens

    CodeSample(Dictionary dictionary, long seed) {
        this.dictionary = dictionary;
        this.residuals = new Reservoir<>(TOKENS, seed);
    }

    /** Offers a token; its residual is {@code row[offset .. offset + dModel)}. */
    void offer(float[] row, int offset) {
        residuals.offer(() -> Arrays.copyOfRange(row, offset, offset + dictionary.dModel()));
    }

    void encode() {
        active = residuals.kept().stream().parallel().map(this::code).toArray(int[][]::new);
        fired = new int[dictionary.size()];
        for (int[] token : active) {
            for (int feature : token) {
                fired[feature]++;
            }
        }
    }

    private int[] code(float[] residual) {
        float[] values = new float[dictionary.size()];
        dictionary.encode(residual, 0, values);
        return IntStream.range(0, values.length).filter(i -> values[i] > 0).toArray();
    }

    int tokens() {
        return active.length;
    }

    /** Of the residuals, {@code [dModel]}. */
    float[] mean() {
        double[] sum = new double[dictionary.dModel()];
        for (float[] residual : residuals.kept()) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += residual[i];
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            mean[i] = (float) (sum[i] / Math.max(1, residuals.kept().size()));
        }
        return mean;
    }

    /** The features that fire most nearly at the same tokens. */
    List<CoActivation> together(int feature, int count) {
        int[] both = new int[fired.length];
        for (int[] token : active) {
            if (Arrays.binarySearch(token, feature) >= 0) {
                for (int other : token) {
                    both[other]++;
                }
            }
        }
        return IntStream.range(0, fired.length)
                .filter(other -> other != feature && both[other] > 0)
                .mapToObj(other ->
                        new CoActivation(other, (double) both[other] / (fired[feature] + fired[other] - both[other])))
                .sorted(Comparator.comparingDouble(CoActivation::overlap)
                        .reversed()
                        .thenComparing(CoActivation::feature))
                .limit(count)
                .toList();
    }

    /** Other features that fire most nearly as often, at most {@code count}. */
    int[] alike(int feature, int count) {
        double rate = Math.log(Math.max(1, fired[feature]));
        return IntStream.range(0, fired.length)
                .filter(other -> other != feature && fired[other] >= LEAST_FIRED)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer other) -> Math.abs(Math.log(fired[other]) - rate))
                        .thenComparing(other -> other))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
