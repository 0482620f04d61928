package dev.assay.graph;

import java.util.OptionalInt;

/**
 * A reader cut at its deepest hook point with the head appended, ready for an engine. Immutable.
 *
 * <p>Inputs {@code input_ids}, {@code attention_mask} and, where the reader has it, {@code token_type_ids}: int64
 * {@code [batch, sequence]}. Output {@code scores}: float32 {@code [batch, sequence, columns]}.
 */
public final class FusedGraph {

    public static final String OUTPUT = "scores";

    private final byte[] onnx;
    private final int columns;
    private final boolean tokenTypes;

    /** @param onnx serialised ONNX ModelProto; taken over, not copied (it is large) */
    public FusedGraph(byte[] onnx, int columns, boolean tokenTypes) {
        this.onnx = onnx;
        this.columns = columns;
        this.tokenTypes = tokenTypes;
    }

    /** Serialised ModelProto; the caller must not change it. */
    public byte[] onnx() {
        return onnx;
    }

    public int columns() {
        return columns;
    }

    /** Whether the graph takes {@code token_type_ids} (all zero). */
    public boolean tokenTypes() {
        return tokenTypes;
    }

    /** The same graph with its matrix products in another precision; the output stays float32. */
    public FusedGraph in(Precision precision) {
        return precision == Precision.FP32
                ? this
                : new FusedGraph(LowPrecision.convert(onnx, precision), columns, tokenTypes);
    }

    /**
     * Token ids are below this: the rows of the table that {@code input_ids} choose from. Empty if the graph has none.
     *
     * @throws IllegalArgumentException if the graph is malformed
     */
    public OptionalInt vocabulary() {
        return OnnxGraph.parse(onnx).vocabulary();
    }
}
