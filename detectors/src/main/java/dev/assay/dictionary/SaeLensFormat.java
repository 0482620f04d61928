package dev.assay.dictionary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.graph.HookPoint;
import dev.assay.json.Json;
import dev.assay.json.JsonFormatException;
import dev.assay.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * SAELens 6 and later: {@code cfg.json} and {@code sae_weights.safetensors}, of the architectures {@code standard},
 * {@code jumprelu} and {@code topk}.
 *
 * <p>{@code rescale_acts_by_decoder_norm} is folded into the weights, which gives the same numbers. Source: the encode
 * and decode methods in SAELens, sae_lens/saes.
 */
public final class SaeLensFormat implements DictionaryFormat {

    public static final String CONFIGURATION = "cfg.json";
    public static final String WEIGHTS = "sae_weights.safetensors";

    private static final String RESIDUAL_PRE = "blocks\\.([1-9][0-9]{0,3})\\.hook_resid_pre";

    @Override
    public List<String> files() {
        return List.of(CONFIGURATION, WEIGHTS);
    }

    @Override
    public Dictionary read(Map<String, byte[]> files) {
        try {
            Configuration configuration = Configuration.parse(file(files, CONFIGURATION));
            return dictionary(configuration, Safetensors.parse(WEIGHTS, file(files, WEIGHTS)));
        } catch (JsonFormatException e) {
            throw new DictionaryException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * @param readerName becomes {@code metadata.model_name}
     * @param weights how W_enc and W_dec are stored; biases and thresholds stay F32
     * @return contents by file name, the same for the same dictionary
     */
    public Map<String, byte[]> write(Dictionary dictionary, String readerName, DType weights) {
        int dModel = dictionary.dModel();
        int size = dictionary.size();
        ObjectNode configuration = Json.object();
        Map<String, Tensor> tensors = new HashMap<>();
        tensors.put("W_enc", new Tensor(weights, new int[] {dModel, size}, dictionary.encoderWeight()));
        tensors.put("b_enc", new Tensor(DType.F32, new int[] {size}, dictionary.encoderBias()));
        tensors.put("W_dec", new Tensor(weights, new int[] {size, dModel}, dictionary.decoderWeight()));
        tensors.put("b_dec", new Tensor(DType.F32, new int[] {dModel}, dictionary.decoderBias()));
        if (dictionary.activation() instanceof Activation.JumpRelu jump) {
            configuration.put("architecture", "jumprelu");
            tensors.put("threshold", new Tensor(DType.F32, new int[] {size}, jump.threshold()));
        } else if (dictionary.activation() instanceof Activation.TopK top) {
            configuration.put("architecture", "topk").put("k", top.k()).put("rescale_acts_by_decoder_norm", false);
        } else {
            configuration.put("architecture", "standard");
        }
        configuration
                .put("d_in", dModel)
                .put("d_sae", size)
                .put("dtype", "float32")
                .put("device", "cpu");
        configuration.put("apply_b_dec_to_input", dictionary.decoderBiasOnInput());
        configuration.put("normalize_activations", "none").put("reshape_activations", "none");
        configuration
                .putObject("metadata")
                .put("hook_name", dictionary.hook().toString())
                .put("model_name", readerName);
        return Map.of(CONFIGURATION, Json.write(configuration), WEIGHTS, new Safetensors(tensors, Map.of()).bytes());
    }

    private static byte[] file(Map<String, byte[]> files, String name) {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new DictionaryException(
                    "file " + name + " is missing; expected " + CONFIGURATION + " and " + WEIGHTS);
        }
        return bytes;
    }

    private static Dictionary dictionary(Configuration configuration, Safetensors weights) {
        int dModel = configuration.dModel();
        int size = configuration.size();
        Activation activation;
        if (configuration.architecture() == Architecture.JUMPRELU) {
            weights.requireNames(WEIGHTS, "W_enc", "b_enc", "W_dec", "b_dec", "threshold");
            activation = new Activation.JumpRelu(weights.values(WEIGHTS, "threshold", size));
        } else {
            weights.requireNames(WEIGHTS, "W_enc", "b_enc", "W_dec", "b_dec");
            activation = configuration.architecture() == Architecture.TOPK
                    ? new Activation.TopK(configuration.k())
                    : new Activation.Relu();
        }
        float[] encoderWeight = weights.values(WEIGHTS, "W_enc", dModel, size);
        float[] encoderBias = weights.values(WEIGHTS, "b_enc", size);
        float[] decoderWeight = weights.values(WEIGHTS, "W_dec", size, dModel);
        float[] decoderBias = weights.values(WEIGHTS, "b_dec", dModel);
        if (configuration.rescaled()) {
            foldDecoderNorms(encoderWeight, encoderBias, decoderWeight, dModel, size);
        }
        return new Dictionary(
                configuration.hook(),
                encoderWeight,
                encoderBias,
                decoderWeight,
                decoderBias,
                activation,
                configuration.decoderBiasOnInput());
    }

    /** Multiplies each feature's encoder by the norm of its decoder row and divides the row by it, in place. */
    private static void foldDecoderNorms(
            float[] encoderWeight, float[] encoderBias, float[] decoderWeight, int dModel, int size) {
        for (int feature = 0; feature < size; feature++) {
            double squares = 0;
            for (int i = 0; i < dModel; i++) {
                double value = decoderWeight[feature * dModel + i];
                squares += value * value;
            }
            if (squares == 0) {
                throw new DictionaryException(WEIGHTS + ": row " + feature
                        + " of W_dec is zero; expected a direction, because rescale_acts_by_decoder_norm is true");
            }
            float norm = (float) Math.sqrt(squares);
            encoderBias[feature] *= norm;
            for (int i = 0; i < dModel; i++) {
                encoderWeight[i * size + feature] *= norm;
                decoderWeight[feature * dModel + i] /= norm;
            }
        }
    }

    private enum Architecture {
        STANDARD,
        JUMPRELU,
        TOPK
    }

    /** What {@code cfg.json} says. {@code k} is 0 unless the architecture is top-k. */
    private record Configuration(
            Architecture architecture,
            HookPoint hook,
            int dModel,
            int size,
            int k,
            boolean rescaled,
            boolean decoderBiasOnInput) {

        static Configuration parse(byte[] bytes) {
            JsonObject json = Json.parse(CONFIGURATION, bytes);
            Architecture architecture = json.choice("architecture", Architecture.class);
            boolean topK = architecture == Architecture.TOPK;
            Configuration configuration = new Configuration(
                    architecture,
                    hook(json.object("metadata")),
                    positive(json, "d_in"),
                    positive(json, "d_sae"),
                    topK ? positive(json, "k") : 0,
                    topK && json.has("rescale_acts_by_decoder_norm") && json.bool("rescale_acts_by_decoder_norm"),
                    json.bool("apply_b_dec_to_input"));
            requireNone(json, "normalize_activations");
            requireNone(json, "reshape_activations");
            ignore(json, "dtype");
            ignore(json, "device");
            json.done();
            return configuration;
        }

        /** The stream before a block is the stream after the block before it. */
        private static HookPoint hook(JsonObject metadata) {
            String name = metadata.string("hook_name");
            if (name.matches(RESIDUAL_PRE)) {
                int layer = Integer.parseInt(name.replaceAll(RESIDUAL_PRE, "$1"));
                return new HookPoint(layer - 1);
            }
            try {
                return HookPoint.parse(name);
            } catch (IllegalArgumentException e) {
                throw metadata.wrong(
                        "hook_name", "blocks.N.hook_resid_post, or blocks.N.hook_resid_pre with N above 0");
            }
        }

        private static int positive(JsonObject json, String key) {
            int value = json.integer(key);
            if (value < 1) {
                throw json.wrong(key, "at least 1");
            }
            return value;
        }

        private static void requireNone(JsonObject json, String key) {
            if (json.has(key) && !json.string(key).equals("none")) {
                throw json.wrong(key, "\"none\", the only one that can be fused into the reader's graph");
            }
        }

        /** Says how the author computed; we always compute in float32 on the engine's device. */
        private static void ignore(JsonObject json, String key) {
            if (json.has(key)) {
                json.string(key);
            }
        }
    }
}
