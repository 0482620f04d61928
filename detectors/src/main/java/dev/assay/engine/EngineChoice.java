package dev.assay.engine;

/** Which engine a configuration asks for. */
public enum EngineChoice {
    /** The fastest engine that is available. */
    AUTO,
    ONNXRUNTIME,
    /** Fails where there is no GPU for it, and says why. */
    TENSORRT
}
