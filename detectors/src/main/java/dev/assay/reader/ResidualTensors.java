package dev.assay.reader;

import dev.assay.graph.HookPoint;
import dev.assay.graph.OnnxGraph;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Where a BERT-like encoder, exported to ONNX by Hugging Face Optimum, keeps its residual stream. */
final class ResidualTensors {

    private static final String LAST_LAYER = "last_hidden_state";

    private ResidualTensors() {}

    /** The tensor after each block, from block 0 on; the last block writes the graph's output. */
    static Map<HookPoint, String> of(OnnxGraph graph) {
        Set<String> tensors = graph.tensors();
        Map<HookPoint, String> residuals = new TreeMap<>();
        while (tensors.contains(afterBlock(residuals.size()))) {
            residuals.put(new HookPoint(residuals.size()), afterBlock(residuals.size()));
        }
        if (residuals.isEmpty() || !tensors.contains(LAST_LAYER)) {
            throw new IllegalArgumentException("the reader's graph has no tensors '" + afterBlock(0) + "' and '"
                    + LAST_LAYER + "'; expected a BERT-like encoder exported with these names");
        }
        residuals.put(new HookPoint(residuals.size()), LAST_LAYER);
        return residuals;
    }

    private static String afterBlock(int layer) {
        return "/encoder/layer." + layer + "/output/LayerNorm/Add_1_output_0";
    }
}
