package dev.assay.training;

/**
 * Adam's update of a stretch of weights. {@link #begin} once a step, then {@link #update} from any thread on stretches
 * that do not overlap.
 *
 * <p>Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2015.
 */
final class Adam {

    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private float rate;
    private float squareCorrection;

    /** @param step counted from 1 */
    void begin(int step, double learningRate) {
        rate = (float) (learningRate / (1 - Math.pow(BETA1, step)));
        squareCorrection = (float) (1 / (1 - Math.pow(BETA2, step)));
    }

    /** Updates {@code weights[offset .. offset + length)} and its moments by {@code gradient [length]}. */
    void update(float[] weights, float[] mean, float[] square, int offset, float[] gradient, int length) {
        for (int i = 0; i < length; i++) {
            float g = gradient[i];
            float m = BETA1 * mean[offset + i] + (1 - BETA1) * g;
            float v = BETA2 * square[offset + i] + (1 - BETA2) * g * g;
            mean[offset + i] = m;
            square[offset + i] = v;
            weights[offset + i] -= rate * m / ((float) Math.sqrt(v * squareCorrection) + EPSILON);
        }
    }
}
