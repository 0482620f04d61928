package dev.assay.engine.tensorrt;

import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.SizeTPointer;

/** How much memory there is and how much of it our engines hold, for a run that looks for leaks. */
public final class GpuMemory {

    private GpuMemory() {}

    /**
     * Bytes free on the GPU, whoever uses the rest.
     *
     * @throws dev.assay.engine.EngineException if the GPU does not answer
     */
    public static long free(int device) {
        NativeLibraries.load(null);
        Cuda.check(cudart.cudaSetDevice(device), "cudaSetDevice");
        try (SizeTPointer free = new SizeTPointer(1);
                SizeTPointer total = new SizeTPointer(1)) {
            Cuda.check(cudart.cudaMemGetInfo(free, total), "cudaMemGetInfo");
            return free.get();
        }
    }

    /** Bytes of buffers, on GPUs and pinned, that the engines of this process hold. */
    public static long held() {
        return Memory.held();
    }
}
