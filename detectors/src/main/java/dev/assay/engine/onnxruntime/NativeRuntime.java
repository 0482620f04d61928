package dev.assay.engine.onnxruntime;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import com.sun.jna.Function;
import com.sun.jna.Platform;
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
        forbidTelemetry();
        Engine.getEngine(DJL_NAME);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        outliveShutdownHooks();
        return environment.getVersion();
    }

    /**
     * From 1.29 on, ONNX Runtime collects telemetry unless an environment variable forbids it before the environment is
     * made. It matches regular expressions on the process's command line, which overflows the stack of a process with a
     * command line of some thousand characters: a class path is enough (https://github.com/vespa-engine/vespa/pull/37786).
     */
    private static void forbidTelemetry() {
        if (System.getenv("ORT_DISABLE_TELEMETRY") != null || Platform.isWindows()) {
            return;
        }
        Object[] nameValueAndReplace = {"ORT_DISABLE_TELEMETRY", "1", 1};
        int failed = Function.getFunction(Platform.C_LIBRARY_NAME, "setenv").invokeInt(nameValueAndReplace);
        if (failed != 0) {
            throw new EngineException("the environment variable ORT_DISABLE_TELEMETRY cannot be set; expected the C"
                    + " library to set it, so set it before the process starts");
        }
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
