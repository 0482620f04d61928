package dev.assay.graph;

/** The number format of a graph's matrix products and of what is computed between them; the rest stays fp32. */
public enum Precision {
    FP32("fp32"),
    FP16("fp16"),
    BF16("bf16");

    private final String label;

    Precision(String label) {
        this.label = label;
    }

    /** As in settings, logs and metrics. */
    public String label() {
        return label;
    }
}
