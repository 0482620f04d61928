package dev.assay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.engine.Engine;
import dev.assay.engine.EngineChoice;
import dev.assay.engine.EngineException;
import dev.assay.engine.EngineOptions;
import dev.assay.engine.Engines;
import dev.assay.engine.TokenBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the GPU's benchmark does besides running on a GPU. */
class GpuBenchmarkTest {

    private static final long MEBIBYTE = 1 << 20;

    @Test
    void shouldMeasureTheShapesOfTheGoals() {
        assertThat(GpuWorkload.BATCHES).startsWith(1).contains(64).endsWith(512);
        assertThat(GpuWorkload.SEQUENCES).containsExactly(32, 64, 128, 256, 512);
        for (int sequence : GpuWorkload.SEQUENCES) {
            var shapes = new GpuWorkload.Lengths(sequence, GpuWorkload.BATCHES).shapes();
            assertThat(shapes.rows(shapes.bucket(sequence))).isEqualTo(512);
        }
    }

    @Test
    void shouldScoreATokenByItselfInTheEmptyGraph() {
        try (Engine engine = cpu()) {
            assertThat(engine.run(TokenBatch.of(List.of(new int[] {5, 6}, new int[] {7}), 2, 0)))
                    .containsExactly(6, 7, 8, 0);
        }
    }

    @Test
    void shouldTimeAsOftenAsTheTimeAllows() {
        assertThat(GpuTimes.runs(0.001, 0.5)).isEqualTo(500);
        assertThat(GpuTimes.runs(10, 0.5)).isEqualTo(5);
        assertThat(GpuTimes.runs(1e-9, 0.5)).isEqualTo(100_000);
    }

    @Test
    void shouldRelateTheSlowCallsToTheOrdinary() {
        // Given 1 ms to 200 ms
        GpuTimes times = GpuTimes.of(
                IntStream.rangeClosed(1, 200).mapToObj(i -> i / 1000.0).toList());

        // Then
        assertThat(times.median()).isEqualTo(0.1);
        assertThat(times.p99()).isEqualTo(0.198);
        assertThat(times.tail()).isCloseTo(1.98, within(1e-9));
        assertThat(times.runs()).isEqualTo(200);
    }

    @Test
    void shouldSampleTheMemoryAroundTheBatchesAndOnceClosed() {
        // Given
        Deque<LeakSample> samples = new ArrayDeque<>(List.of(
                new LeakSample(900, 100 * MEBIBYTE, 5000),
                new LeakSample(910.5, 99 * MEBIBYTE, 5000),
                new LeakSample(800, 110 * MEBIBYTE, 0)));
        Engine engine = cpu();
        LeakRun run = new LeakRun(List.of(GpuWorkload.tokens(1, 4), GpuWorkload.tokens(2, 3)), samples::remove);

        // When
        LeakFigure figure = run.over(engine, 100);

        // Then
        assertThat(figure.residentGrowth()).isEqualTo(10.5);
        assertThat(figure.deviceGrowth()).isEqualTo(1);
        assertThat(figure.leaks()).isFalse();
        assertThat(figure.toString()).contains("over 100 batches", "| before | 900.0 | 100.0 | 5,000 |", "no leak");
        assertThatThrownBy(() -> engine.run(GpuWorkload.tokens(1, 4))).isInstanceOf(EngineException.class);
    }

    @Test
    void shouldSeeALeakOfAnyKind() {
        // Given
        LeakSample before = new LeakSample(900, 100 * MEBIBYTE, 5000);
        LeakSample closed = new LeakSample(800, 110 * MEBIBYTE, 0);

        // Then
        assertThat(leaks(before, before, closed)).isFalse();
        assertThat(leaks(before, new LeakSample(1000, 100 * MEBIBYTE, 5000), closed))
                .as("process")
                .isTrue();
        assertThat(leaks(before, new LeakSample(900, 90 * MEBIBYTE, 5000), closed))
                .as("GPU")
                .isTrue();
        assertThat(leaks(before, new LeakSample(900, 100 * MEBIBYTE, 5001), closed))
                .as("buffers")
                .isTrue();
        assertThat(leaks(before, before, new LeakSample(800, 110 * MEBIBYTE, 1)))
                .as("closed")
                .isTrue();
    }

    private static boolean leaks(LeakSample before, LeakSample after, LeakSample closed) {
        return new LeakFigure(1_000_000, before, after, closed).leaks();
    }

    private static Engine cpu() {
        return Engines.open(EngineChoice.ONNXRUNTIME, EmptyGraph.of(), EngineOptions.DEFAULT);
    }
}
