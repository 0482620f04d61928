package dev.assay.engine.tensorrt;

import dev.assay.engine.Djl;
import dev.assay.engine.Unavailable;
import dev.assay.engine.UnavailableException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.tensorrt.global.nvinfer;
import org.jspecify.annotations.Nullable;

/**
 * Loads the libraries of CUDA and TensorRT and the presets' parts that call them, once in a process.
 *
 * <p>JavaCPP's own loader is switched off: it loads cuBLAS, cuDNN and NVRTC as well, 2 GB that TensorRT 10 does not need,
 * and after a failure it gives only {@link NoClassDefFoundError} instead of the reason.
 */
final class NativeLibraries {

    static final String ENGINE = "tensorrt";

    private static final String CUDA = "/org/bytedeco/cuda/linux-x86_64/";
    private static final String TENSORRT = "/org/bytedeco/tensorrt/linux-x86_64/";
    private static final int BUILT_FOR = nvinfer.NV_TENSORRT_MAJOR * 100 + nvinfer.NV_TENSORRT_MINOR;

    private static @Nullable String version;
    private static @Nullable Unavailable failure;
    private static String particulars = "";

    private NativeLibraries() {}

    /**
     * @param directory of NVIDIA's libraries; null for those on the class path or of the system. The first call decides.
     * @return TensorRT's version
     * @throws UnavailableException if anything is missing; for the same reason at each later call
     */
    static synchronized String load(@Nullable Path directory) {
        if (failure != null) {
            throw new UnavailableException(ENGINE, failure, particulars, null);
        }
        if (version == null) {
            try {
                version = loadAll(directory);
            } catch (UnavailableException e) {
                failure = e.reason();
                particulars = e.particulars();
                throw e;
            }
        }
        return version;
    }

    /** What it means that a library could not be loaded; the system's message names the library that is missing. */
    static UnavailableException explain(String library, LinkageError error) {
        String message = String.valueOf(error.getMessage());
        Unavailable reason = Unavailable.LIBRARY_FAILED;
        if (error instanceof NoClassDefFoundError) {
            reason = Unavailable.NO_PRESETS;
        } else if (message.contains("libcuda.so")) {
            reason = Unavailable.NO_DRIVER;
        } else if (message.contains("libcudart.so") && message.contains("cannot open shared object")) {
            reason = Unavailable.NO_CUDA_RUNTIME;
        } else if ((message.contains("libnvinfer.so") || message.contains("libnvonnxparser.so"))
                && message.contains("cannot open shared object")) {
            reason = Unavailable.NO_TENSORRT;
        }
        String particulars = reason == Unavailable.LIBRARY_FAILED ? library + ": " + message : "";
        return new UnavailableException(ENGINE, reason, particulars, error);
    }

    /** Refuses a library older than the presets: it lacks functions that they call. */
    static void requireVersion(int major, int minor) {
        if (major != nvinfer.NV_TENSORRT_MAJOR || major * 100 + minor < BUILT_FOR) {
            throw new UnavailableException(
                    ENGINE,
                    Unavailable.OTHER_TENSORRT_VERSION,
                    "found " + major + "." + minor + ", built for " + nvinfer.NV_TENSORRT_MAJOR + "."
                            + nvinfer.NV_TENSORRT_MINOR,
                    null);
        }
    }

    private static String loadAll(@Nullable Path directory) {
        if (!System.getProperty("os.name", "").equals("Linux")
                || !System.getProperty("os.arch", "").equals("amd64")) {
            throw new UnavailableException(
                    ENGINE,
                    Unavailable.NOT_LINUX_X86_64,
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                    null);
        }
        Djl.offline();
        System.setProperty("org.bytedeco.javacpp.loadlibraries", "false");
        // The presets count a GPU's mapped memory as ours and would refuse to allocate any more.
        System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        preset("/org/bytedeco/javacpp/linux-x86_64/libjnijavacpp.so");
        vendor(directory, CUDA, "libcudart.so.13");
        preset(CUDA + "libjnicudart.so");
        // TensorRT opens these by name when it builds an engine: the first as loaded, the other beside itself.
        vendor(directory, CUDA, "libnvrtc-builtins.so.13.1");
        vendor(directory, CUDA, "libnvrtc.so.13");
        file(directory, TENSORRT, "libnvinfer_builder_resource_ptx.so.10.15.1");
        vendor(directory, TENSORRT, "libnvinfer.so.10");
        preset(TENSORRT + "libjninvinfer.so");
        vendor(directory, TENSORRT, "libnvonnxparser.so.10");
        preset(TENSORRT + "libjninvonnxparser.so");
        int major = nvinfer.getInferLibMajorVersion();
        int minor = nvinfer.getInferLibMinorVersion();
        requireVersion(major, minor);
        return major + "." + minor + "." + nvinfer.getInferLibPatchVersion() + "." + nvinfer.getInferLibBuildVersion();
    }

    private static void preset(String resource) {
        File file;
        try {
            file = cached(resource);
        } catch (NoClassDefFoundError e) {
            throw explain(resource, e);
        }
        if (file == null) {
            throw new UnavailableException(ENGINE, Unavailable.NO_PRESETS, resource + " is missing", null);
        }
        open(file.toPath());
    }

    /** Where it is neither in the directory nor on the class path, the system's linker finds it, or the preset fails. */
    private static void vendor(@Nullable Path directory, String resources, String name) {
        Path file = file(directory, resources, name);
        if (file != null) {
            open(file);
        }
    }

    private static @Nullable Path file(@Nullable Path directory, String resources, String name) {
        if (directory != null) {
            Path file = directory.resolve(name).toAbsolutePath();
            return Files.exists(file) ? file : null;
        }
        File file = cached(resources + name);
        return file == null ? null : file.toPath();
    }

    private static @Nullable File cached(String resource) {
        if (Loader.class.getResource(resource) == null) {
            return null;
        }
        try {
            return Loader.cacheResource(Loader.class, resource);
        } catch (IOException e) {
            throw new UnavailableException(
                    ENGINE,
                    Unavailable.LIBRARY_FAILED,
                    resource + " cannot be unpacked; expected room in the directory that the system property"
                            + " org.bytedeco.javacpp.cachedir names, or in ~/.javacpp",
                    e);
        }
    }

    private static void open(Path file) {
        try {
            System.load(file.toString());
        } catch (UnsatisfiedLinkError e) {
            throw explain(file.getFileName().toString(), e);
        }
    }
}
