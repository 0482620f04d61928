package dev.assay.engine.onnxruntime;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import dev.assay.engine.Djl;
import dev.assay.engine.EngineException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** The ONNX Runtime library of this process: loaded once, kept until the process has ended. */
final class NativeRuntime {

    static final String DJL_NAME = "OnnxRuntime";

    private NativeRuntime() {}

    /**
     * Loads the library if it is not yet.
     *
     * @return its version
     * @throws EngineException if it cannot be loaded here
     */
    static String version() {
        try {
            return Loaded.VERSION;
        } catch (LinkageError e) {
            throw new EngineException("onnxruntime cannot be loaded: " + rootCause(e), e);
        }
    }

    /** DJL must come first: it refuses an environment that somebody else has made. */
    private static String load() {
        Djl.offline();
        Engine.getEngine(DJL_NAME);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        outliveShutdownHooks();
        return environment.getVersion();
    }

    /**
     * ONNX Runtime's Java API releases its environment in a shutdown hook, beside all other hooks, and an engine that is
     * still draining then crashes the process. The environment counts its references; we take one more, never released.
     * There is no public way to (https://github.com/microsoft/onnxruntime/issues/31352).
     */
    private static void outliveShutdownHooks() {
        try {
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            Method reference =
                    OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            api.setAccessible(true);
            reference.setAccessible(true);
            reference.invoke(null, api.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(), "assay");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "this version of onnxruntime has no OrtEnvironment.createHandle(long, int, String); expected one of"
                            + " the versions this was tested with",
                    e);
        }
    }

    private static Throwable rootCause(Throwable e) {
        return e.getCause() == null ? e : rootCause(e.getCause());
    }

    /** The Java language loads it once, and remembers a failure. */
    private static final class Loaded {
        static final String VERSION = load();
    }
}
