package dev.assay.engine.tensorrt;

import dev.assay.engine.EngineException;
import dev.assay.engine.ShapeBuckets;
import dev.assay.graph.Precision;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.global.nvinfer.BuilderFlag;
import org.bytedeco.tensorrt.global.nvinfer.NetworkDefinitionCreationFlag;
import org.bytedeco.tensorrt.global.nvinfer.OptProfileSelector;
import org.bytedeco.tensorrt.global.nvonnxparser;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.IOptimizationProfile;
import org.bytedeco.tensorrt.nvinfer.ITimingCache;
import org.bytedeco.tensorrt.nvonnxparser.IParser;
import org.bytedeco.tensorrt.nvonnxparser.IParserError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds an engine from a graph, in minutes: TensorRT times kernels on the GPU. The network is strongly typed: each
 * tensor has the number format the graph gives it.
 */
final class PlanBuilder {

    private static final Logger log = LoggerFactory.getLogger(PlanBuilder.class);

    private PlanBuilder() {}

    /**
     * @param onnx the graph in the precision that the key names
     * @param timings where timings of kernels are kept, to build faster and more alike the next time; null for nowhere
     * @throws EngineException if TensorRT refuses the graph or cannot build it
     */
    static Owned<IHostMemory> build(byte[] onnx, PlanKey key, @Nullable Path timings) {
        NativeLog nativeLog = NativeLog.instance();
        nativeLog.takeErrors();
        int stronglyTyped = 1 << NetworkDefinitionCreationFlag.kSTRONGLY_TYPED.value;
        try (Owned<IBuilder> builder = Owned.of(nvinfer.createInferBuilder(nativeLog), "creating a builder");
                Owned<INetworkDefinition> network =
                        Owned.of(builder.get().createNetworkV2(stronglyTyped), "creating a network");
                Owned<IParser> parser = Owned.parser(nvonnxparser.createParser(network.get(), nativeLog));
                Owned<IBuilderConfig> config =
                        Owned.of(builder.get().createBuilderConfig(), "creating a builder's configuration")) {
            parse(parser.get(), onnx);
            configure(builder.get(), network.get(), config.get(), key);
            try (Owned<ITimingCache> cache = timingCache(config.get(), key, timings)) {
                long started = System.nanoTime();
                Owned<IHostMemory> plan = Owned.of(
                        builder.get().buildSerializedNetwork(network.get(), config.get()), "building the engine");
                log.info(
                        "built a tensorrt engine of {} MiB in {} s",
                        plan.get().size() >> 20,
                        (System.nanoTime() - started) / 1_000_000_000);
                ITimingCache measured = config.get().getTimingCache();
                keep(measured == null ? cache.get() : measured, key, timings);
                return plan;
            }
        }
    }

    private static void parse(IParser parser, byte[] onnx) {
        try (BytePointer model = new BytePointer(onnx)) {
            if (parser.parse(model, onnx.length)) {
                return;
            }
        }
        StringBuilder errors = new StringBuilder();
        for (int i = 0; i < parser.getNbErrors(); i++) {
            IParserError error = parser.getError(i);
            errors.append(i == 0 ? "" : "; ")
                    .append(error.nodeOperator())
                    .append(" '")
                    .append(error.nodeName())
                    .append("': ")
                    .append(error.desc());
        }
        throw new EngineException("TensorRT's parser refuses it: " + errors);
    }

    private static void configure(IBuilder builder, INetworkDefinition network, IBuilderConfig config, PlanKey key) {
        if (key.precision() == Precision.FP32) {
            // Else TensorRT computes fp32 products from operands rounded to 10 bits.
            config.clearFlag(BuilderFlag.kTF32);
        }
        ShapeBuckets shapes = key.shapes();
        for (int bucket = 0; bucket < shapes.sequences().size(); bucket++) {
            IOptimizationProfile profile = builder.createOptimizationProfile();
            if (profile == null) {
                throw Cuda.tensorRtFailure(
                        "creating a profile", NativeLog.instance().takeErrors());
            }
            for (int input = 0; input < network.getNbInputs(); input++) {
                String name = network.getInput(input).getName();
                range(profile, name, shapes.rows(bucket), shapes.sequences().get(bucket));
            }
            if (config.addOptimizationProfile(profile) != bucket) {
                throw Cuda.tensorRtFailure(
                        "adding the profile of " + shapes.sequences().get(bucket) + " tokens",
                        NativeLog.instance().takeErrors());
            }
        }
    }

    /** From one row to the most; tuned for the most, which is where speed counts. */
    private static void range(IOptimizationProfile profile, String input, int rows, int sequence) {
        try (Dims64 fewest = dims(1, sequence);
                Dims64 most = dims(rows, sequence)) {
            boolean set = profile.setDimensions(input, OptProfileSelector.kMIN, fewest)
                    && profile.setDimensions(input, OptProfileSelector.kOPT, most)
                    && profile.setDimensions(input, OptProfileSelector.kMAX, most);
            if (!set) {
                throw Cuda.tensorRtFailure(
                        "setting the shapes of the input " + input,
                        NativeLog.instance().takeErrors());
            }
        }
    }

    static Dims64 dims(long rows, long sequence) {
        Dims64 dims = new Dims64();
        dims.nbDims(2);
        dims.d(0, rows);
        dims.d(1, sequence);
        return dims;
    }

    /** Of kept timings, if there are any that hold here, else empty. */
    private static Owned<ITimingCache> timingCache(IBuilderConfig config, PlanKey key, @Nullable Path directory) {
        if (directory != null) {
            Path file = directory.resolve(key.timingFileName());
            List<ByteBuffer> kept = CacheFile.read(file, key.timingText()).orElse(List.of());
            if (!kept.isEmpty()) {
                try (BytePointer blob = NativeBytes.copy(kept)) {
                    return timings(config, blob, blob.capacity());
                } catch (EngineException e) {
                    log.warn("the timings in {} are not used and measured anew: {}", file, e.getMessage());
                }
            }
        }
        return timings(config, null, 0);
    }

    private static Owned<ITimingCache> timings(IBuilderConfig config, @Nullable BytePointer blob, long bytes) {
        Owned<ITimingCache> cache = Owned.of(config.createTimingCache(blob, bytes), "creating a timing cache");
        if (!config.setTimingCache(cache.get(), false)) {
            cache.close();
            throw Cuda.tensorRtFailure(
                    "using a timing cache", NativeLog.instance().takeErrors());
        }
        return cache;
    }

    private static void keep(ITimingCache cache, PlanKey key, @Nullable Path directory) {
        if (directory == null) {
            return;
        }
        Path file = directory.resolve(key.timingFileName());
        try (Owned<IHostMemory> timings = Owned.of(cache.serialize(), "writing timings")) {
            CacheFile.write(file, key.timingText(), NativeBytes.parts(timings.get()));
        } catch (IOException e) {
            log.warn("the timings of kernels could not be kept in {}: {}", file, e.toString());
        }
    }
}
