package dev.assay.graph;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** The head as plain loops: slow, obviously right. */
public final class HeadReference {

    private HeadReference() {}

    /**
     * @param residuals one token's residual stream {@code [dModel]} at each hook point
     * @return {@code [columns]}
     */
    public static double[] scores(Head head, Map<HookPoint, double[]> residuals) {
        double[] scores = new double[head.columns()];
        int column = 0;
        for (Tap tap : head.taps()) {
            double[] x = requireNonNull(residuals.get(tap.hook()), "residual");
            for (int c = 0; c < tap.columns(); c++) {
                scores[column++] = score(tap, c, x);
            }
        }
        return scores;
    }

    private static double score(Tap tap, int c, double[] x) {
        if (tap instanceof Tap.Linear linear) {
            return product(x, linear.weight(), linear.bias(), c);
        }
        if (tap instanceof Tap.JumpRelu feature) {
            double pre = product(x, feature.weight(), feature.bias(), c);
            return pre > feature.threshold()[c] ? Math.max(pre, 0) : 0;
        }
        return x[c];
    }

    private static double product(double[] x, float[] weight, float[] bias, int c) {
        double sum = bias[c];
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * weight[i * bias.length + c];
        }
        return sum;
    }
}
