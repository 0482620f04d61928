package dev.assay.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the part of a graph that some tensors depend on. */
final class GraphCut {

    private GraphCut() {}

    /** The nodes that {@code tensors} depend on, in the graph's order, found by walking back breadth-first. */
    static List<NodeProto> nodesBefore(GraphProto graph, Collection<String> tensors) {
        Map<String, Integer> producers = new HashMap<>();
        for (int node = 0; node < graph.getNodeCount(); node++) {
            for (String output : graph.getNode(node).getOutputList()) {
                producers.put(output, node);
            }
        }
        boolean[] kept = new boolean[graph.getNodeCount()];
        Deque<String> wanted = new ArrayDeque<>(tensors);
        while (!wanted.isEmpty()) {
            Integer node = producers.get(wanted.remove());
            if (node != null && !kept[node]) {
                kept[node] = true;
                wanted.addAll(inputsOf(List.of(graph.getNode(node))));
            }
        }
        List<NodeProto> nodes = new ArrayList<>();
        for (int node = 0; node < kept.length; node++) {
            if (kept[node]) {
                nodes.add(graph.getNode(node));
            }
        }
        return nodes;
    }

    /** Every tensor name the nodes read, those read inside the bodies of loops and branches included. */
    static Set<String> inputsOf(Collection<NodeProto> nodes) {
        Set<String> inputs = new HashSet<>();
        for (NodeProto node : nodes) {
            inputs.addAll(node.getInputList());
            for (AttributeProto attribute : node.getAttributeList()) {
                List<GraphProto> bodies = new ArrayList<>(attribute.getGraphsList());
                bodies.add(attribute.getG());
                for (GraphProto body : bodies) {
                    inputs.addAll(inputsOf(body.getNodeList()));
                    body.getOutputList().forEach(output -> inputs.add(output.getName()));
                }
            }
        }
        return inputs;
    }
}
