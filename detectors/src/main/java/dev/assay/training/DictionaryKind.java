package dev.assay.training;

/** How a dictionary is kept sparse while it is trained. */
public enum DictionaryKind {

    /** The largest activations of a whole batch; folded to a JumpReLU with one threshold. */
    BATCH_TOP_K("BatchTopK"),

    /** The largest activations of each token. */
    TOP_K("TopK"),

    /** All positive activations, at a price that is moved until as many are left as were asked for. */
    RELU_L1("ReLU + L1");

    private final String label;

    DictionaryKind(String label) {
        this.label = label;
    }

    /** For tables and plots. */
    public String label() {
        return label;
    }
}
