package dev.assay.engine.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.DeviceLostException;
import dev.assay.engine.DeviceMemoryException;
import dev.assay.engine.EngineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CudaTest {

    @Test
    void shouldTellMemoryThatIsMissing() {
        assertThat(Cuda.failure(2, "cudaMalloc of 8 bytes", "out of memory"))
                .isInstanceOf(DeviceMemoryException.class)
                .hasMessage("CUDA's cudaMalloc of 8 bytes failed with error 2: out of memory");
        assertThat(Cuda.tensorRtFailure("running", "Error Code 2: OutOfMemory (Requested size was 64 bytes.)"))
                .isInstanceOf(DeviceMemoryException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 46, 214, 700, 702, 719, 806, 810, 911, 999})
    void shouldTellAGpuThatIsLost(int code) {
        assertThat(Cuda.failure(code, "cudaStreamSynchronize", "unspecified launch failure"))
                .isInstanceOf(DeviceLostException.class);
    }

    @Test
    void shouldTakeAllElseForAFailureOfOneBatch() {
        assertThat(Cuda.failure(1, "cudaMemcpyAsync", "invalid argument")).isExactlyInstanceOf(EngineException.class);
        assertThat(Cuda.tensorRtFailure("building the engine", ""))
                .isExactlyInstanceOf(EngineException.class)
                .hasMessage("building the engine failed and gave no reason");
    }
}
