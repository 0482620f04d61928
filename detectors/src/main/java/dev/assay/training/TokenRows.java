package dev.assay.training;

/** Residuals of many tokens at one hook point, read at random. Thread-safe. */
public interface TokenRows {

    int rows();

    int dModel();

    /** Copies one token's residual to {@code out[offset .. offset + dModel)}. */
    void copyRow(int row, float[] out, int offset);
}
