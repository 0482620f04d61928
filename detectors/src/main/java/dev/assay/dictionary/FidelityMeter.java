package dev.assay.dictionary;

/** Measures a dictionary's {@link Fidelity} over any number of tokens, one at a time. Not thread-safe. */
public final class FidelityMeter {

    private final Dictionary dictionary;
    private final float[] features; // [size]
    private final float[] decoded; // [dModel]
    private final double[] mean; // [dModel], of the residuals so far
    private long tokens;
    private long fired;
    private double error; // sum |x - x'|^2
    private double variance; // sum |x - mean|^2

    public FidelityMeter(Dictionary dictionary) {
        this.dictionary = dictionary;
        this.features = new float[dictionary.size()];
        this.decoded = new float[dictionary.dModel()];
        this.mean = new double[dictionary.dModel()];
    }

    /** @param residuals row-major; the token's vector is {@code [offset .. offset + dModel)} */
    public void add(float[] residuals, int offset) {
        dictionary.encode(residuals, offset, features);
        dictionary.decode(features, decoded);
        tokens++;
        for (float value : features) {
            fired += value > 0 ? 1 : 0;
        }
        for (int i = 0; i < mean.length; i++) {
            double value = residuals[offset + i];
            double miss = value - decoded[i];
            error += miss * miss;
            double before = value - mean[i];
            mean[i] += before / tokens;
            variance += before * (value - mean[i]); // Welford, 1962
        }
    }

    /** @throws IllegalStateException if the tokens so far do not vary, so that there is nothing to explain */
    public Fidelity measured() {
        if (variance == 0) {
            throw new IllegalStateException(
                    "residuals of " + tokens + " tokens do not vary; expected at least two different ones");
        }
        return new Fidelity((double) fired / tokens, 1 - error / variance, tokens);
    }
}
