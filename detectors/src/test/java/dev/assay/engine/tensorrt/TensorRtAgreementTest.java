package dev.assay.engine.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.bundle.Bundle;
import dev.assay.engine.Agreement;
import dev.assay.engine.Engine;
import dev.assay.engine.EngineAvailability;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.GpuOptions;
import dev.assay.engine.onnxruntime.OnnxRuntimeEngine;
import dev.assay.graph.FusedGraph;
import dev.assay.graph.Precision;
import dev.assay.reader.ReaderModel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whether the GPU judges the behaviour texts as the CPU does. Needs a GPU; without one every test is reported as skipped,
 * with the reason.
 */
class TensorRtAgreementTest {

    private static final Path BUNDLE = Path.of("bundle/default");

    @ParameterizedTest
    @EnumSource(Precision.class)
    void shouldJudgeAsTheCpuDoes(Precision precision) throws IOException {
        // Given
        EngineAvailability gpu = TensorRtEngine.probe(GpuOptions.DEFAULT);
        assumeTrue(gpu.available(), gpu.detail());
        Bundle bundle = Bundle.load(BUNDLE);
        try (ReaderModel model = ReaderModel.load(bundle.reader(), BUNDLE)) {
            FusedGraph graph = model.fuse(bundle.head());

            // When
            Agreement agreement;
            try (Engine cpu = new OnnxRuntimeEngine(graph, EngineOptions.DEFAULT);
                    Engine device = new TensorRtEngine(graph, GpuOptions.DEFAULT.with(precision))) {
                agreement = Agreement.measure(bundle, model, cpu, device, 1);
            }

            // Then
            double tolerance = precision == Precision.FP32 ? 1e-4 : 1e-2;
            System.out.println(precision.label() + " on the GPU: " + agreement);
            assertThat(agreement.probes()).as("%s", agreement).isLessThanOrEqualTo(tolerance);
            assertThat(agreement.features()).as("%s", agreement).isLessThanOrEqualTo(tolerance);
            assertThat(agreement.share()).as("%s", agreement).isGreaterThanOrEqualTo(0.999);
        }
    }
}
