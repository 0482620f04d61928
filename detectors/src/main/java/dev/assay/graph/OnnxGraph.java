package dev.assay.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** A transformer as an ONNX graph. Immutable; large, so let go of it once the fused graph is made. */
public final class OnnxGraph {

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TOKEN_TYPES = "token_type_ids";
    private static final Set<String> KNOWN_INPUTS = Set.of(IDS, MASK, TOKEN_TYPES);

    private final ModelProto model;

    private OnnxGraph(ModelProto model) {
        this.model = model;
    }

    /**
     * @param onnx a serialised ModelProto with its weights inside; must not change afterwards, it is not copied
     * @throws IllegalArgumentException if it is not one
     */
    public static OnnxGraph parse(byte[] onnx) {
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(onnx).newCodedInput();
        input.enableAliasing(true);
        try {
            ModelProto model = ModelProto.parseFrom(input);
            if (model.getGraph().getNodeCount() == 0) {
                throw new IllegalArgumentException(
                        "ONNX model of " + onnx.length + " bytes has no nodes; expected a transformer");
            }
            return new OnnxGraph(model);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "ONNX model of " + onnx.length + " bytes cannot be parsed; expected a serialised ModelProto", e);
        }
    }

    /** Every name a tensor of the graph has: inputs, weights and node outputs. */
    public Set<String> tensors() {
        Set<String> names = new TreeSet<>();
        GraphProto graph = model.getGraph();
        graph.getInputList().forEach(input -> names.add(input.getName()));
        graph.getInitializerList().forEach(weight -> names.add(weight.getName()));
        graph.getNodeList().forEach(node -> names.addAll(node.getOutputList()));
        return names;
    }

    /** Rows of the table that {@code input_ids} choose from, if there is one. */
    OptionalInt vocabulary() {
        GraphProto graph = model.getGraph();
        Set<String> tables = new HashSet<>();
        for (NodeProto node : graph.getNodeList()) {
            if (node.getOpType().equals("Gather")
                    && node.getInputCount() > 1
                    && node.getInput(1).equals(IDS)) {
                tables.add(node.getInput(0));
            }
        }
        return graph.getInitializerList().stream()
                .filter(weight -> tables.contains(weight.getName()) && weight.getDimsCount() == 2)
                .mapToInt(OnnxGraph::rows)
                .min();
    }

    private static int rows(TensorProto table) {
        long rows = table.getDims(0);
        if (rows < 1 || rows > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the table '" + table.getName() + "' that " + IDS + " choose from has "
                    + rows + " rows; expected 1 to " + Integer.MAX_VALUE);
        }
        return (int) rows;
    }

    /**
     * Cuts everything the tapped tensors do not need and appends the head. The same graph and head give the same bytes.
     *
     * @param tensorNames the residual stream's tensor at each hook point the head taps
     * @throws IllegalArgumentException if a tapped tensor is missing, the cut graph needs an input that is not one of
     *     {@code input_ids}, {@code attention_mask} and {@code token_type_ids}, or a name is taken
     */
    public FusedGraph fuse(Map<HookPoint, String> tensorNames, Head head) {
        Set<String> tensors = tensors();
        if (tensors.contains(FusedGraph.OUTPUT)) {
            throw new IllegalArgumentException("the graph already has a tensor named '" + FusedGraph.OUTPUT
                    + "'; expected none, the head's output has that name");
        }
        HeadNodes nodes = new HeadNodes(unusedPrefix(tensors));
        for (Tap tap : head.taps()) {
            nodes.append(tap, tensorName(tap.hook(), tensorNames, tensors));
        }
        nodes.concatenate(FusedGraph.OUTPUT);

        GraphProto graph = model.getGraph();
        List<NodeProto> kept = GraphCut.nodesBefore(graph, nodes.tapped());
        Set<String> needed = new HashSet<>(GraphCut.inputsOf(kept));
        needed.addAll(List.of(IDS, MASK));
        List<ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> needed.contains(input.getName()))
                .filter(input -> !isWeight(graph, input))
                .toList();
        requireKnown(inputs);
        List<TensorProto> weights = graph.getInitializerList().stream()
                .filter(weight -> needed.contains(weight.getName()))
                .toList();

        GraphProto fused = GraphProto.newBuilder()
                .setName(graph.getName())
                .addAllInput(inputs)
                .addAllInitializer(weights)
                .addAllInitializer(nodes.weights())
                .addAllNode(kept)
                .addAllNode(nodes.nodes())
                .addOutput(HeadNodes.output(FusedGraph.OUTPUT, head.columns()))
                .build();
        boolean tokenTypes = inputs.stream().anyMatch(input -> input.getName().equals(TOKEN_TYPES));
        byte[] onnx = model.toBuilder().setGraph(fused).build().toByteArray();
        return new FusedGraph(onnx, head.columns(), tokenTypes);
    }

    /**
     * The part after a residual stream: what was computed up to it is replaced by rows of a table that {@code input_ids}
     * choose, so that one can see what the rest makes of other residuals.
     *
     * @param tensor the residual stream, made by one of the graph's nodes
     * @param table {@code [rows, dModel]}
     * @throws IllegalArgumentException if no node makes {@code tensor}, or the table is not of whole rows
     */
    public OnnxGraph after(String tensor, float[] table, int dModel) {
        if (table.length == 0 || table.length % dModel != 0) {
            throw new IllegalArgumentException(
                    "table has " + table.length + " elements; expected rows of " + dModel + ", at least one");
        }
        GraphProto graph = model.getGraph();
        String name = unusedPrefix(tensors()) + "table";
        GraphProto.Builder changed = graph.toBuilder()
                .clearNode()
                .addInitializer(HeadNodes.tensor(name, table, table.length / dModel, dModel));
        boolean found = false;
        for (NodeProto node : graph.getNodeList()) {
            boolean made = node.getOutputList().contains(tensor);
            found |= made;
            changed.addNode(made ? HeadNodes.gather(name, IDS, tensor) : node);
        }
        if (!found) {
            throw new IllegalArgumentException(
                    "no node of the graph makes the tensor '" + tensor + "'; expected a residual stream");
        }
        return new OnnxGraph(model.toBuilder().setGraph(changed).build());
    }

    private static String tensorName(HookPoint hook, Map<HookPoint, String> tensorNames, Set<String> tensors) {
        String name = tensorNames.get(hook);
        if (name == null) {
            throw new IllegalArgumentException("hook point " + hook + " is not in this reader; expected one of "
                    + new TreeSet<>(tensorNames.keySet()));
        }
        if (!tensors.contains(name)) {
            throw new IllegalArgumentException("the graph has no tensor '" + name + "' for hook point " + hook
                    + "; expected the residual stream there");
        }
        return name;
    }

    /** Older graphs list their weights as inputs too. */
    private static boolean isWeight(GraphProto graph, ValueInfoProto input) {
        return graph.getInitializerList().stream()
                .anyMatch(weight -> weight.getName().equals(input.getName()));
    }

    private static void requireKnown(List<ValueInfoProto> inputs) {
        List<String> names = inputs.stream().map(ValueInfoProto::getName).toList();
        if (!KNOWN_INPUTS.containsAll(names) || !names.containsAll(List.of(IDS, MASK))) {
            throw new IllegalArgumentException("the cut graph has the inputs " + names + "; expected " + IDS + ", "
                    + MASK + " and at most " + TOKEN_TYPES + " beside them");
        }
    }

    private static String unusedPrefix(Set<String> tensors) {
        String prefix = HeadNodes.PREFIX;
        while (startsAny(prefix, tensors)) {
            prefix = "_" + prefix;
        }
        return prefix;
    }

    private static boolean startsAny(String prefix, Set<String> names) {
        return names.stream().anyMatch(name -> name.startsWith(prefix));
    }
}
