package dev.assay.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.engine.TokenBatch;
import dev.assay.graph.FusedGraph;
import dev.assay.graph.Head;
import dev.assay.graph.HeadReference;
import dev.assay.graph.HookPoint;
import dev.assay.graph.Tap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderModelTest {

    private static final HookPoint HOOK = new HookPoint(2);
    private static final int WIDTH = DefaultReader.SPEC.dModel();
    private static final int[] WINDOW = {101, 3531, 4604, 1996, 5592, 4003, 2000, 2026, 4070, 2651, 1012, 102};

    @Test
    void shouldFindTwelveLayers() {
        assertThat(RealReader.model().layers()).isEqualTo(12);
    }

    @Test
    void shouldReadTheSameBitsFromTheCutGraphAsFromTheWholeOne() throws IOException {
        // Given the whole graph, with the residual stream as one more output, and the graph cut there
        Head residual = Head.residuals(List.of(HOOK), WIDTH);
        FusedGraph cut = RealReader.model().fuse(residual);
        FusedGraph whole = new FusedGraph(wholeGraph("/encoder/layer.2/output/LayerNorm/Add_1_output_0"), WIDTH, true);
        assertThat(cut.onnx()).hasSizeLessThan(whole.onnx().length * 3 / 4);

        // When / Then
        assertThat(run(cut)).isEqualTo(run(whole));
    }

    @Test
    void shouldScoreAsPlainLoopsOverTheResidualStream() {
        // Given
        Head head = RealReader.head(HOOK, 5, 3, 11);
        float[] residuals = run(RealReader.model().fuse(Head.residuals(List.of(HOOK), WIDTH)));

        // When
        float[] scores = RealReader.engine().run(TokenBatch.of(List.of(WINDOW), WINDOW.length, 0));

        // Then
        for (int token = 0; token < WINDOW.length; token++) {
            double[] x = new double[WIDTH];
            for (int i = 0; i < WIDTH; i++) {
                x[i] = residuals[token * WIDTH + i];
            }
            double[] expected = HeadReference.scores(head, Map.of(HOOK, x));
            for (int c = 0; c < expected.length; c++) {
                assertThat((double) scores[token * expected.length + c])
                        .as("token %d, column %d", token, c)
                        .isCloseTo(expected[c], within(1e-4));
            }
        }
    }

    @Test
    void shouldReadTheLastLayer() {
        // Given
        HookPoint last = new HookPoint(11);

        // When
        FusedGraph graph = RealReader.model().fuse(Head.residuals(List.of(HOOK, last), WIDTH));

        // Then
        assertThat(graph.columns()).isEqualTo(2 * WIDTH);
        assertThat(graph.tokenTypes()).isTrue();
    }

    @Test
    void shouldRefuseAHeadOfAnotherWidth() {
        // Given
        Head narrow = new Head(List.of(new Tap.Linear(HOOK, new float[5], new float[1])));

        // When / Then
        assertThatThrownBy(() -> RealReader.model().fuse(narrow))
                .hasMessage("a tap at blocks.2.hook_resid_post has width 5; expected 384, the width of reader"
                        + " bge-small-en-v1.5");
    }

    @Test
    void shouldLookForItsFilesInTheCurrentDirectoryToo() {
        try (ReaderModel model = ReaderModel.load(DefaultReader.SPEC, Path.of("."))) {
            assertThat(model.spec()).isEqualTo(DefaultReader.SPEC);
        }
    }

    @Test
    void shouldRefuseAlteredMissingAndOutlyingFiles(@TempDir Path directory) throws IOException {
        // Given a file of the model's name with other contents
        Files.writeString(directory.resolve("model.onnx"), "altered");
        ReaderSpec spec = DefaultReader.SPEC;

        // When / Then
        assertThatThrownBy(() -> ReaderModel.load(withModel("model.onnx"), directory))
                .hasMessage("'model.onnx' has SHA-256 4aa009153649a0a7c1425387f3da9c72330ad069ea9f69ce1640abe46f92a83b"
                        + "; expected " + spec.modelSha256() + ", the file the bundle was made with");
        assertThatThrownBy(() -> ReaderModel.load(withModel("nowhere.onnx"), directory))
                .hasMessage(
                        "'nowhere.onnx' is neither in the reader's directory nor on the class path; expected the file"
                                + " with SHA-256 " + spec.modelSha256());
        assertThatThrownBy(() -> ReaderModel.load(withModel("../model.onnx"), directory.resolve("inner")))
                .hasMessage("'../model.onnx' leads out of the reader's directory; expected a file inside it");
    }

    private static ReaderSpec withModel(String model) {
        ReaderSpec spec = DefaultReader.SPEC;
        return new ReaderSpec(
                spec.name(),
                model,
                spec.modelSha256(),
                spec.tokenizer(),
                spec.tokenizerSha256(),
                spec.dModel(),
                spec.window(),
                spec.contextTokens(),
                spec.overlap());
    }

    private static float[] run(FusedGraph graph) {
        try (Engine engine = Engines.open(EngineChoice.ONNXRUNTIME, graph, EngineOptions.DEFAULT)) {
            return engine.run(TokenBatch.of(List.of(WINDOW), WINDOW.length, 0));
        }
    }

    private static byte[] wholeGraph(String tapped) throws IOException {
        try (InputStream onnx =
                Objects.requireNonNull(ReaderModelTest.class.getResourceAsStream("/" + DefaultReader.SPEC.model()))) {
            ModelProto model = ModelProto.parseFrom(onnx);
            GraphProto graph = model.getGraph();
            NodeProto expose = NodeProto.newBuilder()
                    .setOpType("Identity")
                    .addInput(tapped)
                    .addOutput(FusedGraph.OUTPUT)
                    .build();
            GraphProto exposed = graph.toBuilder()
                    .addNode(expose)
                    .addOutput(graph.getOutput(0).toBuilder().setName(FusedGraph.OUTPUT))
                    .build();
            return model.toBuilder().setGraph(exposed).build().toByteArray();
        }
    }
}
