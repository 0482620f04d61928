package dev.assay.engine.tensorrt;

import dev.assay.engine.Unavailable;
import dev.assay.engine.UnavailableException;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.cuda.global.cudart;

/**
 * A GPU of this machine.
 *
 * @param name product name
 * @param compute capability, e.g. 90 for 9.0
 * @param memory in bytes
 * @param driver version of CUDA that the driver supports, e.g. 13010 for 13.1
 */
record Gpu(int device, String name, int compute, long memory, int driver) {

    private static final int OLDEST_COMPUTE = 75;

    /**
     * The libraries must be loaded.
     *
     * @throws UnavailableException if there is no such GPU that TensorRT can use
     */
    static Gpu find(int device) {
        int[] count = {0};
        requireDevice(cudart.cudaGetDeviceCount(count), count[0], device);
        requireSuccess(cudart.cudaSetDevice(device), "cudaSetDevice");
        int[] driver = {0};
        requireSuccess(cudart.cudaDriverGetVersion(driver), "cudaDriverGetVersion");
        try (cudaDeviceProp properties = new cudaDeviceProp()) {
            requireSuccess(cudart.cudaGetDeviceProperties(properties, device), "cudaGetDeviceProperties");
            int compute = properties.major() * 10 + properties.minor();
            requireCompute(compute);
            return new Gpu(device, properties.name().getString(), compute, properties.totalGlobalMem(), driver[0]);
        }
    }

    /** What CUDA's answer to the question for its devices means. */
    static void requireDevice(int code, int count, int device) {
        if (code == cudart.cudaErrorInsufficientDriver
                || code == cudart.cudaErrorCallRequiresNewerDriver
                || code == cudart.cudaErrorSystemDriverMismatch
                || code == cudart.cudaErrorCompatNotSupportedOnDevice) {
            throw unavailable(Unavailable.DRIVER_TOO_OLD, "CUDA error " + code);
        }
        if (code == cudart.cudaErrorNoDevice || (code == cudart.cudaSuccess && count == 0)) {
            throw unavailable(Unavailable.NO_GPU, "");
        }
        if (code != cudart.cudaSuccess) {
            throw unavailable(Unavailable.CUDA_FAILED, "CUDA error " + code);
        }
        if (device >= count) {
            throw unavailable(Unavailable.NO_SUCH_GPU, "device is " + device + ", there are " + count);
        }
    }

    /** A GPU that another process has for itself, or whose memory is full, fails here already. */
    static void requireSuccess(int code, String call) {
        if (code != cudart.cudaSuccess) {
            throw unavailable(Unavailable.CUDA_FAILED, call + " gave CUDA error " + code);
        }
    }

    static void requireCompute(int compute) {
        if (compute < OLDEST_COMPUTE) {
            throw unavailable(Unavailable.GPU_TOO_OLD, "this one has " + compute / 10 + "." + compute % 10);
        }
    }

    @Override
    public String toString() {
        return name + " (compute capability " + compute / 10 + "." + compute % 10 + ", " + (memory >> 20)
                + " MiB, driver for CUDA " + driver / 1000 + "." + driver % 1000 / 10 + ")";
    }

    private static UnavailableException unavailable(Unavailable reason, String particulars) {
        return new UnavailableException(NativeLibraries.ENGINE, reason, particulars, null);
    }
}
