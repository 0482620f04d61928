package dev.assay.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FailoverEngineTest {

    private static final TokenBatch BATCH = TokenBatch.of(List.of(new int[] {4, 2}), 2, 0);

    private final AtomicBoolean lost = new AtomicBoolean();
    private final ScriptedEngine gpu = new ScriptedEngine("gpu", batch -> {
        if (lost.get()) {
            throw new DeviceLostException("it fell off the bus");
        }
    });
    private final ScriptedEngine cpu = new ScriptedEngine("cpu", batch -> {});

    @Test
    void shouldRunOnTheDeviceWhileItWorks() {
        // Given
        FailoverEngine engine = new FailoverEngine(gpu, () -> cpu);

        // When
        float[] scores = engine.run(BATCH);

        // Then
        assertThat(scores).containsExactly(4, 2);
        assertThat(engine.info()).isEqualTo(gpu.info());
        assertThat(cpu.rows).isEmpty();
    }

    @Test
    void shouldFailEveryBatchOnceTheDeviceIsLost() {
        // Given
        FailoverEngine engine = new FailoverEngine(gpu, null);
        lost.set(true);

        // When / Then even if the device came back
        assertThatThrownBy(() -> engine.run(BATCH)).isInstanceOf(DeviceLostException.class);
        lost.set(false);
        assertThatThrownBy(() -> engine.run(BATCH))
                .isInstanceOf(DeviceLostException.class)
                .hasMessage("it fell off the bus");
        assertThat(gpu.rows).hasSize(1);
        assertThat(engine.info().device()).isEqualTo("device of gpu, lost");
    }

    @Test
    void shouldRunTheFailedBatchAndAllLaterOnesOnTheCpu() {
        // Given
        AtomicInteger opened = new AtomicInteger();
        FailoverEngine engine = new FailoverEngine(gpu, () -> {
            opened.incrementAndGet();
            return cpu;
        });
        lost.set(true);

        // When
        float[] failed = engine.run(BATCH);
        float[] later = engine.run(BATCH);

        // Then
        assertThat(failed).containsExactly(4, 2);
        assertThat(later).containsExactly(4, 2);
        assertThat(opened).hasValue(1);
        assertThat(engine.info()).isEqualTo(cpu.info());
    }

    @Test
    void shouldTakeOtherFailuresForNoLoss() {
        // Given
        ScriptedEngine failing = new ScriptedEngine("gpu", batch -> {
            throw new EngineException("one bad batch");
        });
        FailoverEngine engine = new FailoverEngine(failing, () -> cpu);

        // When / Then
        assertThatThrownBy(() -> engine.run(BATCH)).hasMessage("one bad batch");
        assertThat(engine.info()).isEqualTo(failing.info());
    }

    @Test
    void shouldCloseBoth() {
        // Given
        FailoverEngine engine = new FailoverEngine(gpu, () -> cpu);
        lost.set(true);
        engine.run(BATCH);

        // When
        engine.close();

        // Then
        assertThat(gpu.closed).isTrue();
        assertThat(cpu.closed).isTrue();
    }

    @Test
    void shouldOpenNoEngineOnceClosed() {
        // Given
        AtomicInteger opened = new AtomicInteger();
        FailoverEngine engine = new FailoverEngine(gpu, () -> {
            opened.incrementAndGet();
            return cpu;
        });
        engine.close();
        lost.set(true);

        // When / Then
        assertThatThrownBy(() -> engine.run(BATCH))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("closed");
        assertThat(opened).hasValue(0);
    }
}
