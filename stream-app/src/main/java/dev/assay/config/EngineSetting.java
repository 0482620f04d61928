package dev.assay.config;

/** Which engine runs the reader. */
public enum EngineSetting {
    /** The fastest engine that works on this machine. */
    AUTO,
    ONNXRUNTIME,
    /** Only on an NVIDIA GPU. */
    TENSORRT
}
