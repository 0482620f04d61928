package dev.assay.graph;

/** Columns computed from the residual stream {@code x [.., dModel]} at one hook point. */
public sealed interface Tap {

    HookPoint hook();

    int columns();

    /** Width of the residual stream it expects. */
    int dModel();

    /** {@code x} itself. */
    record Residual(HookPoint hook, int dModel) implements Tap {
        @Override
        public int columns() {
            return dModel;
        }
    }

    /** {@code x @ weight + bias}: probes. */
    final class Linear implements Tap {
        private final HookPoint hook;
        private final int columns;
        private final float[] weight; // [dModel, columns]
        private final float[] bias; // [columns]

        public Linear(HookPoint hook, float[] weight, float[] bias) {
            this.hook = hook;
            this.columns = bias.length;
            this.weight = requireShape(weight, bias);
            this.bias = bias.clone();
        }

        @Override
        public HookPoint hook() {
            return hook;
        }

        @Override
        public int columns() {
            return columns;
        }

        @Override
        public int dModel() {
            return weight.length / columns;
        }

        /** {@code [dModel, columns]}, row-major copy. */
        public float[] weight() {
            return weight.clone();
        }

        /** {@code [columns]}, copy. */
        public float[] bias() {
            return bias.clone();
        }
    }

    /**
     * {@code pre = x @ weight + bias; pre > threshold ? relu(pre) : 0}: dictionary features. ReLU is the threshold 0.
     *
     * <p>Source: Rajamanoharan et al., "Jumping Ahead: Improving Reconstruction Fidelity with JumpReLU Sparse
     * Autoencoders", 2024.
     */
    final class JumpRelu implements Tap {
        private final HookPoint hook;
        private final int columns;
        private final float[] weight; // [dModel, columns]
        private final float[] bias; // [columns]
        private final float[] threshold; // [columns]

        public JumpRelu(HookPoint hook, float[] weight, float[] bias, float[] threshold) {
            if (threshold.length != bias.length) {
                throw new IllegalArgumentException(
                        "threshold has " + threshold.length + " elements; expected " + bias.length + ", one a column");
            }
            this.hook = hook;
            this.columns = bias.length;
            this.weight = requireShape(weight, bias);
            this.bias = bias.clone();
            this.threshold = threshold.clone();
        }

        @Override
        public HookPoint hook() {
            return hook;
        }

        @Override
        public int columns() {
            return columns;
        }

        @Override
        public int dModel() {
            return weight.length / columns;
        }

        /** {@code [dModel, columns]}, row-major copy. */
        public float[] weight() {
            return weight.clone();
        }

        /** {@code [columns]}, copy. */
        public float[] bias() {
            return bias.clone();
        }

        /** {@code [columns]}, copy. */
        public float[] threshold() {
            return threshold.clone();
        }
    }

    private static float[] requireShape(float[] weight, float[] bias) {
        if (bias.length == 0 || weight.length == 0 || weight.length % bias.length != 0) {
            throw new IllegalArgumentException("weight has " + weight.length + " elements and bias " + bias.length
                    + "; expected [dModel, columns] and [columns]");
        }
        return weight.clone();
    }
}
