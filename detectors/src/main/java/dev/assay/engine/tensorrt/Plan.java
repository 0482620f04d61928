package dev.assay.engine.tensorrt;

import dev.assay.engine.EngineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.IRuntime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A built engine on the GPU, from the cache if it has one of the same key, else built and kept there. */
final class Plan implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Plan.class);

    private final Owned<IRuntime> runtime;
    private final Owned<ICudaEngine> engine;

    private Plan(Owned<IRuntime> runtime, Owned<ICudaEngine> engine) {
        this.runtime = runtime;
        this.engine = engine;
    }

    /** @throws EngineException if TensorRT refuses the graph, or cannot build or load the engine */
    static Plan open(byte[] onnx, PlanKey key, @Nullable Path cache) {
        Owned<IRuntime> runtime = Owned.of(nvinfer.createInferRuntime(NativeLog.instance()), "creating a runtime");
        try {
            Optional<Owned<ICudaEngine>> kept = cache == null ? Optional.empty() : fromCache(runtime.get(), key, cache);
            return new Plan(runtime, kept.orElseGet(() -> build(runtime.get(), onnx, key, cache)));
        } catch (RuntimeException e) {
            runtime.close();
            throw e;
        }
    }

    ICudaEngine engine() {
        return engine.get();
    }

    @Override
    public void close() {
        Quietly.close(engine);
        Quietly.close(runtime);
    }

    private static Optional<Owned<ICudaEngine>> fromCache(IRuntime runtime, PlanKey key, Path cache) {
        Path file = cache.resolve(key.fileName());
        Optional<List<ByteBuffer>> contents = CacheFile.read(file, key.text());
        if (contents.isEmpty()) {
            return Optional.empty();
        }
        try (BytePointer plan = NativeBytes.copy(contents.get())) {
            return Optional.of(deserialize(runtime, plan, plan.capacity()));
        } catch (EngineException e) {
            log.warn("TensorRT does not take the engine in {}, it is built anew: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static Owned<ICudaEngine> build(IRuntime runtime, byte[] onnx, PlanKey key, @Nullable Path cache) {
        log.info(
                "building a tensorrt engine for {} at {}; this takes minutes{}",
                key.gpu(),
                key.precision().label(),
                cache == null ? " at every start, because no directory for built engines is set" : "");
        try (Owned<IHostMemory> plan = PlanBuilder.build(onnx, key, cache)) {
            if (cache != null) {
                keep(plan.get(), key, cache.resolve(key.fileName()));
            }
            return deserialize(runtime, plan.get().data(), plan.get().size());
        }
    }

    private static Owned<ICudaEngine> deserialize(IRuntime runtime, Pointer plan, long size) {
        return Owned.of(runtime.deserializeCudaEngine(plan, size), "loading the engine");
    }

    private static void keep(IHostMemory plan, PlanKey key, Path file) {
        try {
            CacheFile.write(file, key.text(), NativeBytes.parts(plan));
        } catch (IOException e) {
            log.warn("the engine could not be kept in {} and is built again at the next start: {}", file, e.toString());
        }
    }
}
