package dev.assay.benchmarks;

import ai.onnx.proto.OnnxMl.GraphProto;
import dev.assay.graph.FusedGraph;

/**
 * A graph that computes next to nothing, one score for each token: the id plus the mask. What a call of it takes is what
 * a call of any graph costs besides the graph: filling and copying buffers, launching, waiting.
 */
final class EmptyGraph {

    private EmptyGraph() {}

    static FusedGraph of() {
        GraphProto.Builder graph = OnnxParts.inputs("empty")
                .addNode(OnnxParts.node("Add", "sum", "input_ids", "attention_mask"))
                .addNode(OnnxParts.node("Cast", "score", "sum").addAttribute(OnnxParts.integer("to", OnnxParts.FLOAT)))
                .addNode(OnnxParts.node("Unsqueeze", FusedGraph.OUTPUT, "score").addAttribute(OnnxParts.axis(2)));
        return OnnxParts.fused(graph);
    }
}
