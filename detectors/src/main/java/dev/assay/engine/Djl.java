package dev.assay.engine;

/** Process-wide settings of the Deep Java Library, which the engines, the tokenizer and training run on. */
public final class Djl {

    private Djl() {}

    /**
     * Forbids DJL to connect anywhere: no telemetry, no cloud instance metadata, no downloads of libraries or models.
     *
     * <p>Must run before any DJL class is loaded; running it again does nothing. Also keeps the ONNX Runtime engine from
     * loading a second engine behind our back to do array arithmetic that is never asked of it, and gives DJL a place of
     * our own for native libraries where it would take one that anybody can write to.
     */
    public static void offline() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.onnx.disable_alternative", "true");
        NativeCache.prepare();
    }
}
