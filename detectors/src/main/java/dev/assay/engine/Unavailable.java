package dev.assay.engine;

import java.util.Locale;

/** Why an engine cannot run on this machine, and what to do about it. */
public enum Unavailable {
    NOT_LINUX_X86_64("the engine runs on Linux on x86-64 only"),
    NO_PRESETS(
            "the JavaCPP presets of CUDA and TensorRT are not on the class path; start with the class path that the build"
                    + " writes to stream-app/target/lib"),
    NO_DRIVER(
            "the NVIDIA driver's library libcuda.so.1 is not on this machine; install the driver, and in a container run"
                    + " with the NVIDIA container toolkit"),
    NO_CUDA_RUNTIME(
            "libcudart.so.13 was not found; install the CUDA 13 runtime, set assay.engine.gpu.libraries to where it is, or"
                    + " build with -Ptensorrt-redist"),
    NO_TENSORRT("libnvinfer.so.10 or libnvonnxparser.so.10 was not found; install TensorRT 10 for CUDA 13, set"
            + " assay.engine.gpu.libraries to where it is, or build with -Ptensorrt-redist"),
    DRIVER_TOO_OLD("the NVIDIA driver is older than CUDA 13 needs; install version 580 or newer"),
    NO_GPU("the NVIDIA driver sees no GPU; check nvidia-smi and CUDA_VISIBLE_DEVICES"),
    NO_SUCH_GPU("there is no GPU of the number that assay.engine.gpu.device names; nvidia-smi lists them"),
    GPU_TOO_OLD("TensorRT 10 needs a GPU of compute capability 7.5 or newer"),
    OTHER_TENSORRT_VERSION("another major version of TensorRT is installed; expected version 10"),
    LIBRARY_FAILED("a native library could not be loaded"),
    CUDA_FAILED("CUDA could not be started");

    private final String sentence;

    Unavailable(String sentence) {
        this.sentence = sentence;
    }

    /** What is wrong and what to do, without the particulars of this machine. */
    public String sentence() {
        return sentence;
    }

    /** As in metrics: the name in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
