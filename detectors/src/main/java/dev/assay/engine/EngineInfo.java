package dev.assay.engine;

/**
 * @param name {@code onnxruntime} or {@code tensorrt}
 * @param version of the runtime library
 * @param device what it runs on, e.g. {@code cpu} or a GPU's product name
 * @param precision of weights and arithmetic, e.g. {@code fp32}
 */
public record EngineInfo(String name, String version, String device, String precision) {}
