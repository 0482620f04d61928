package dev.assay.engine.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.EngineAvailability;
import dev.assay.engine.GpuOptions;
import dev.assay.engine.Unavailable;
import dev.assay.engine.UnavailableException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvailabilityTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "libcuda.so.1: cannot open shared object file: No such file or directory | NO_DRIVER",
                "libcudart.so.13: cannot open shared object file: No such file or directory | NO_CUDA_RUNTIME",
                "libnvinfer.so.10: cannot open shared object file: No such file or directory | NO_TENSORRT",
                "libnvonnxparser.so.10: cannot open shared object file: No such file | NO_TENSORRT",
                "libc.so.6: version `GLIBC_2.38' not found | LIBRARY_FAILED"
            })
    void shouldSayWhichLibraryIsMissing(String message, Unavailable reason) {
        // When
        UnavailableException failure = NativeLibraries.explain(
                "libjnicudart.so", new UnsatisfiedLinkError("/tmp/libjnicudart.so: " + message));

        // Then
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure).hasMessageStartingWith("tensorrt cannot be used: " + reason.sentence());
    }

    @Test
    void shouldNameTheLibraryWhoseFailureIsUnknown() {
        assertThat(NativeLibraries.explain("libjninvinfer.so", new UnsatisfiedLinkError("undefined symbol: x")))
                .hasMessageEndingWith("(libjninvinfer.so: undefined symbol: x)");
    }

    @Test
    void shouldSayWhenThePresetsAreNotThere() {
        assertThat(NativeLibraries.explain("libjnicudart.so", new NoClassDefFoundError("org/bytedeco/x"))
                        .reason())
                .isEqualTo(Unavailable.NO_PRESETS);
    }

    @Test
    void shouldSayWhyThereIsNoGpu() {
        assertThat(reason(() -> Gpu.requireDevice(35, 0, 0))).isEqualTo(Unavailable.DRIVER_TOO_OLD);
        assertThat(reason(() -> Gpu.requireDevice(100, 0, 0))).isEqualTo(Unavailable.NO_GPU);
        assertThat(reason(() -> Gpu.requireDevice(0, 0, 0))).isEqualTo(Unavailable.NO_GPU);
        assertThat(reason(() -> Gpu.requireDevice(999, 0, 0))).isEqualTo(Unavailable.CUDA_FAILED);
        assertThat(reason(() -> Gpu.requireDevice(0, 2, 2))).isEqualTo(Unavailable.NO_SUCH_GPU);
        assertThat(reason(() -> Gpu.requireSuccess(46, "cudaSetDevice"))).isEqualTo(Unavailable.CUDA_FAILED);
        assertThat(reason(() -> Gpu.requireSuccess(2, "cudaSetDevice"))).isEqualTo(Unavailable.CUDA_FAILED);
        assertThat(reason(() -> Gpu.requireCompute(70))).isEqualTo(Unavailable.GPU_TOO_OLD);
        Gpu.requireDevice(0, 2, 1);
        Gpu.requireSuccess(0, "cudaSetDevice");
        Gpu.requireCompute(75);
    }

    @Test
    void shouldRefuseATensorRtThatLacksWhatWeCall() {
        assertThat(reason(() -> NativeLibraries.requireVersion(10, 14))).isEqualTo(Unavailable.OTHER_TENSORRT_VERSION);
        assertThat(reason(() -> NativeLibraries.requireVersion(11, 2))).isEqualTo(Unavailable.OTHER_TENSORRT_VERSION);
        NativeLibraries.requireVersion(10, 15);
        NativeLibraries.requireVersion(10, 16);
    }

    @Test
    void shouldHaveASentenceOfItsOwnForEachReason() {
        assertThat(Arrays.stream(Unavailable.values()).map(Unavailable::sentence))
                .doesNotHaveDuplicates()
                .allMatch(sentence -> sentence.length() > 20);
    }

    @Test
    void shouldAnswerForThisMachineAndAnswerTheSameAgain() {
        // When
        EngineAvailability answer = TensorRtEngine.probe(GpuOptions.DEFAULT);
        EngineAvailability again = TensorRtEngine.probe(GpuOptions.DEFAULT);

        // Then
        assertThat(again).isEqualTo(answer);
        assertThat(answer.name()).isEqualTo("tensorrt");
        assertThat(answer.detail()).isNotBlank();
        assertThat(Stream.of(Unavailable.NO_PRESETS, Unavailable.LIBRARY_FAILED))
                .as("the presets are on this class path: %s", answer.detail())
                .doesNotContain(answer.cause());
    }

    private static Unavailable reason(ThrowingCallable call) {
        UnavailableException[] failure = new UnavailableException[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(UnavailableException.class, e -> failure[0] = e);
        return failure[0].reason();
    }
}
