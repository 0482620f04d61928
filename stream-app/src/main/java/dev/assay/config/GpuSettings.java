package dev.assay.config;

import static dev.assay.config.Importance.LOW;
import static dev.assay.config.Importance.MEDIUM;

import dev.assay.engine.OnDeviceLoss;
import dev.assay.graph.Precision;
import java.util.List;

/** Rows of the table {@link Settings}: how a GPU runs the reader, where there is one. */
interface GpuSettings {

    Setting<Integer> GPU_DEVICE = Setting.of(
            "assay.engine.gpu.device", Kind.whole(0, 63), "0", LOW, "Number of the GPU, as nvidia-smi lists them.");

    Setting<Precision> GPU_PRECISION = Setting.of(
            "assay.engine.gpu.precision",
            Kind.choice(Precision.class),
            "fp32",
            MEDIUM,
            "Number format of the matrix products on a GPU. docs/gpu.md says what fp16 and bf16 change.");

    Setting<Integer> GPU_BATCH_TOKENS = Setting.of(
            "assay.engine.gpu.batch-tokens",
            Kind.whole(64, 1_048_576),
            "16384",
            MEDIUM,
            "Most tokens, padding included, in one batch on a GPU; halved while the GPU's memory does not suffice.");

    Setting<String> GPU_CACHE = Setting.of(
            "assay.engine.gpu.cache",
            Kind.text("a directory, or nothing"),
            "engines",
            MEDIUM,
            "Where built engines are kept. Only this service may write there: an engine is code that runs on the GPU. "
                    + "Empty builds the engine, for minutes, at every start.");

    Setting<String> GPU_LIBRARIES = Setting.of(
            "assay.engine.gpu.libraries",
            Kind.text("a directory, or nothing"),
            "",
            LOW,
            "Directory of NVIDIA's CUDA and TensorRT libraries; empty takes those on the class path or of the system.");

    Setting<OnDeviceLoss> GPU_ON_LOSS = Setting.of(
            "assay.engine.gpu.on-loss",
            Kind.choice(OnDeviceLoss.class),
            "fail",
            MEDIUM,
            "When the GPU stops working: fail lets no turn pass until the service is restarted, cpu goes on slower.");

    Setting<Boolean> GPU_GRAPHS = Setting.of(
            "assay.engine.gpu.cuda-graphs",
            Kind.flag(),
            "false",
            LOW,
            "Launch repeated shapes as recorded CUDA graphs. Not measured yet: gpu/check compares.");

    /** In the order of the documentation. */
    List<Setting<?>> ROWS =
            List.of(GPU_DEVICE, GPU_PRECISION, GPU_BATCH_TOKENS, GPU_CACHE, GPU_LIBRARIES, GPU_ON_LOSS, GPU_GRAPHS);
}
