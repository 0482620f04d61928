package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.bundle.Bundle;
import dev.assay.engine.onnxruntime.OnnxRuntimeEngine;
import dev.assay.graph.BrainFloatOnCpu;
import dev.assay.graph.FusedGraph;
import dev.assay.graph.Precision;
import dev.assay.reader.ReaderModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What the default reader loses in 16 bits, on the CPU. Reads a sample of the behaviour texts;
 * {@code -Dassay.agreement.every=1} reads all of them.
 */
class PrecisionAgreementTest {

    private static final Path BUNDLE = Path.of("bundle/default");
    private static final int EVERY = Integer.getInteger("assay.agreement.every", 16);

    @Test
    void shouldJudgeInFp16AsInFp32() throws IOException {
        assertAgrees("fp16", graph -> graph.in(Precision.FP16));
    }

    @Test
    void shouldJudgeInBf16AsInFp32() throws IOException {
        assertAgrees("bf16", BrainFloatOnCpu::of);
    }

    private static void assertAgrees(String name, UnaryOperator<FusedGraph> lowered) throws IOException {
        // Given
        Bundle bundle = Bundle.load(BUNDLE);
        try (ReaderModel model = ReaderModel.load(bundle.reader(), BUNDLE)) {
            FusedGraph exact = model.fuse(bundle.head());
            FusedGraph low = lowered.apply(exact);
            assertThat(Arrays.equals(low.onnx(), exact.onnx())).isFalse();

            // When
            Agreement agreement;
            try (Engine precise = new OnnxRuntimeEngine(exact, EngineOptions.DEFAULT);
                    Engine rounded = new OnnxRuntimeEngine(low, EngineOptions.DEFAULT)) {
                agreement = Agreement.measure(bundle, model, precise, rounded, EVERY);
            }

            // Then
            System.out.println(name + " on the CPU: " + agreement);
            assertThat(agreement.probes()).as("%s, %s", name, agreement).isBetween(1e-9, 1e-2);
            assertThat(agreement.features()).as("%s, %s", name, agreement).isBetween(1e-9, 1e-2);
            assertThat(agreement.share()).as("%s, %s", name, agreement).isGreaterThanOrEqualTo(0.999);
        }
    }
}
