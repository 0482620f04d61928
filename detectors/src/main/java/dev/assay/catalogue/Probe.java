package dev.assay.catalogue;

import static java.util.Objects.requireNonNull;

import dev.assay.graph.HookPoint;

/** A linear classifier on the residual stream: {@code logit = x . weight + bias}. Immutable. */
public final class Probe {

    private final String id;
    private final HookPoint hook;
    private final float[] weight; // [dModel]
    private final float bias;

    /** @param id an {@link Identifier}, unique in its bundle */
    public Probe(String id, HookPoint hook, float[] weight, float bias) {
        this.id = Identifier.require("probe id", id);
        this.hook = requireNonNull(hook, "hook");
        this.weight = weight.clone();
        this.bias = bias;
        if (weight.length == 0) {
            throw new IllegalArgumentException("weight of probe '" + id + "' is empty; expected [dModel]");
        }
        for (int i = 0; i < weight.length; i++) {
            requireFinite("weight[" + i + "]", weight[i]);
        }
        requireFinite("bias", bias);
    }

    private void requireFinite(String name, float value) {
        if (!Float.isFinite(value)) {
            throw new IllegalArgumentException(
                    name + " of probe '" + id + "' is " + value + "; expected a finite number");
        }
    }

    public String id() {
        return id;
    }

    public HookPoint hook() {
        return hook;
    }

    public int dModel() {
        return weight.length;
    }

    /** {@code [dModel]}, copy. */
    public float[] weight() {
        return weight.clone();
    }

    public float bias() {
        return bias;
    }

    @Override
    public String toString() {
        return "Probe[" + id + " at " + hook + ", dModel=" + weight.length + "]";
    }
}
