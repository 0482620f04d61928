package dev.assay.engine.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.ShapeBuckets;
import dev.assay.graph.Precision;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanKeyTest {

    private static final Gpu GPU = new Gpu(0, "NVIDIA H100", 90, 80L << 30, 13010);
    private static final ShapeBuckets SHAPES = ShapeBuckets.upTo(256, 4096);
    private static final PlanKey KEY = key(new byte[] {1}, Precision.FP16, SHAPES, "10.15.1.29", GPU);

    @Test
    void shouldSayAllThatAnEngineDependsOn() {
        assertThat(KEY.text()).isEqualTo("""
                        assay engine 1
                        graph 4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a
                        precision fp16
                        sequences 32,64,128,256
                        tokens 4096
                        tensorrt 10.15.1.29
                        gpu NVIDIA H100
                        compute 90""");
        assertThat(KEY.fileName()).matches("[0-9a-f]{32}\\.plan");
    }

    @Test
    void shouldDifferWhereverAnEngineWould() {
        // Given
        Gpu other = new Gpu(0, "NVIDIA H200", 90, 80L << 30, 13010);

        // When
        List<PlanKey> keys = List.of(
                KEY,
                key(new byte[] {2}, Precision.FP16, SHAPES, "10.15.1.29", GPU),
                key(new byte[] {1}, Precision.BF16, SHAPES, "10.15.1.29", GPU),
                key(new byte[] {1}, Precision.FP16, ShapeBuckets.upTo(128, 4096), "10.15.1.29", GPU),
                key(new byte[] {1}, Precision.FP16, ShapeBuckets.upTo(256, 8192), "10.15.1.29", GPU),
                key(new byte[] {1}, Precision.FP16, SHAPES, "10.16.0.72", GPU),
                key(new byte[] {1}, Precision.FP16, SHAPES, "10.15.1.29", other));

        // Then
        assertThat(keys.stream().map(PlanKey::fileName)).doesNotHaveDuplicates();
    }

    @Test
    void shouldShareFilesBetweenEqualGpusOfOneMachine() {
        // Given
        Gpu second = new Gpu(1, "NVIDIA H100", 90, 80L << 30, 13020);

        // When / Then
        assertThat(key(new byte[] {1}, Precision.FP16, SHAPES, "10.15.1.29", second))
                .isEqualTo(KEY);
    }

    @Test
    void shouldShareTimingsBetweenGraphsButNotBetweenGpus() {
        // Given
        PlanKey otherGraph = key(new byte[] {2}, Precision.BF16, SHAPES, "10.15.1.29", GPU);
        PlanKey otherGpu =
                key(new byte[] {1}, Precision.FP16, SHAPES, "10.15.1.29", new Gpu(0, "NVIDIA L4", 89, 1, 13010));

        // When / Then
        assertThat(otherGraph.timingFileName()).isEqualTo(KEY.timingFileName());
        assertThat(Stream.of(otherGpu.timingFileName(), KEY.fileName())).doesNotContain(KEY.timingFileName());
    }

    private static PlanKey key(byte[] graph, Precision precision, ShapeBuckets shapes, String tensorRt, Gpu gpu) {
        return PlanKey.of(graph, precision, shapes, tensorRt, gpu);
    }
}
