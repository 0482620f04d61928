package dev.assay.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.graph.HookPoint;
import dev.assay.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaeLensFormatTest {

    private static final int D_MODEL = 5;
    private static final int SIZE = 9;
    private static final long SEED = 21;

    private final SaeLensFormat format = new SaeLensFormat();
    private final Random random = new Random(SEED);
    private final Map<String, Tensor> tensors = new HashMap<>(Map.of(
            "W_enc", tensor(D_MODEL, SIZE),
            "b_enc", tensor(SIZE),
            "W_dec", tensor(SIZE, D_MODEL),
            "b_dec", tensor(D_MODEL)));

    @Test
    void shouldReadBackEveryArchitectureItWrites() {
        for (Activation activation :
                new Activation[] {new Activation.Relu(), new Activation.TopK(3), new Activation.JumpRelu(gaussian(SIZE))
                }) {
            // Given
            Dictionary dictionary = new Dictionary(
                    new HookPoint(4),
                    gaussian(D_MODEL * SIZE),
                    gaussian(SIZE),
                    gaussian(SIZE * D_MODEL),
                    gaussian(D_MODEL),
                    activation,
                    true);

            // When
            Dictionary read = format.read(format.write(dictionary, "a-reader", DType.F32));

            // Then
            assertThat(read.hook()).isEqualTo(dictionary.hook());
            assertThat(read.decoderBiasOnInput()).isTrue();
            assertThat(read.activation()).hasSameClassAs(activation);
            float[] residual = gaussian(D_MODEL);
            assertThat(encode(read, residual)).as("seed %d", SEED).containsExactly(encode(dictionary, residual));
        }
    }

    @Test
    void shouldStoreOnlyTheMatricesAsHalves() {
        // Given
        Dictionary dictionary = format.read(files(standard(), tensors));

        // When
        Dictionary read = format.read(format.write(dictionary, "a-reader", DType.F16));

        // Then
        assertThat(read.encoderBias()).containsExactly(dictionary.encoderBias());
        assertThat(read.encoderWeight())
                .isNotEqualTo(dictionary.encoderWeight())
                .usingComparatorWithPrecision(2e-3f)
                .containsExactly(dictionary.encoderWeight());
    }

    @Test
    void shouldComputeStandardAsSaeLensDoes() {
        // When
        Dictionary dictionary = format.read(files(standard(), tensors));

        // Then
        float[] residual = gaussian(D_MODEL);
        float[] features = encode(dictionary, residual);
        for (int feature = 0; feature < SIZE; feature++) {
            assertThat(features[feature])
                    .as("seed %d, feature %d", SEED, feature)
                    .isCloseTo((float) Math.max(0, pre(residual, feature)), Offset.offset(1e-5f));
        }
    }

    @Test
    void shouldComputeRescaledTopKAsSaeLensDoes() {
        // Given
        ObjectNode configuration =
                standard().put("architecture", "topk").put("k", 3).put("rescale_acts_by_decoder_norm", true);

        // When
        Dictionary dictionary = format.read(files(configuration, tensors));

        // Then: pre-activations times the decoder's norms, the k largest, rectified; divided by the norms to decode
        float[] residual = gaussian(D_MODEL);
        float[] features = encode(dictionary, residual);
        double[] decoded = new double[D_MODEL];
        for (int feature = 0; feature < SIZE; feature++) {
            double scaled = pre(residual, feature) * norm(feature);
            int larger = 0;
            for (int other = 0; other < SIZE; other++) {
                larger += pre(residual, other) * norm(other) > scaled ? 1 : 0;
            }
            double expected = larger < 3 ? Math.max(0, scaled) : 0;
            assertThat(features[feature])
                    .as("seed %d, feature %d", SEED, feature)
                    .isCloseTo((float) expected, Offset.offset(1e-4f));
            for (int i = 0; i < D_MODEL; i++) {
                decoded[i] += expected / norm(feature) * value("W_dec", feature * D_MODEL + i);
            }
        }
        float[] reconstruction = new float[D_MODEL];
        dictionary.decode(features, reconstruction);
        for (int i = 0; i < D_MODEL; i++) {
            assertThat(reconstruction[i])
                    .as("seed %d, element %d", SEED, i)
                    .isCloseTo((float) (decoded[i] + value("b_dec", i)), Offset.offset(1e-4f));
        }
    }

    @Test
    void shouldMapTheStreamBeforeABlockToTheOneAfterTheBlockBefore() {
        ObjectNode configuration = standard();
        configuration.putObject("metadata").put("hook_name", "blocks.7.hook_resid_pre");

        assertThat(format.read(files(configuration, tensors)).hook()).isEqualTo(new HookPoint(6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "architecture | \"gated\" | cfg.json: architecture is \"gated\"; expected one of standard, jumprelu, topk",
                "normalize_activations | \"layer_norm\" | cfg.json: normalize_activations is \"layer_norm\"; expected"
                        + " \"none\", the only one that can be fused into the reader's graph",
                "reshape_activations | \"hook_z\" | cfg.json: reshape_activations is \"hook_z\"; expected \"none\", the"
                        + " only one that can be fused into the reader's graph",
                "d_in | 0 | cfg.json: d_in is 0; expected at least 1",
                "d_sae | 8 | sae_weights.safetensors: tensor 'W_enc' has the shape [5, 9]; expected [5, 8]",
                "apply_b_dec_to_input | 1 | cfg.json: apply_b_dec_to_input is 1; expected true or false",
                "activation_fn_str | \"relu\" | cfg.json: activation_fn_str is not known; expected only"
                        + " apply_b_dec_to_input, architecture, d_in, d_sae, dtype, metadata,"
                        + " normalize_activations",
                "metadata | {\"hook_name\":\"blocks.0.hook_resid_pre\"} | cfg.json: metadata.hook_name is"
                        + " \"blocks.0.hook_resid_pre\"; expected blocks.N.hook_resid_post, or blocks.N.hook_resid_pre"
                        + " with N above 0",
                "metadata | {} | cfg.json: metadata.hook_name is missing; expected a string",
            })
    void shouldRefuseAConfigurationItWouldComputeOtherwise(String key, String value, String message) throws Exception {
        ObjectNode configuration = standard();
        configuration.set(key, new ObjectMapper().readTree(value));

        assertThatThrownBy(() -> format.read(files(configuration, tensors)))
                .isInstanceOf(DictionaryException.class)
                .hasMessage(message);
    }

    @Test
    void shouldRefuseTensorsOfAnotherArchitecture() {
        assertRefused(
                t -> t.put("scaling_factor", tensor(SIZE)),
                "sae_weights.safetensors: tensor 'scaling_factor' is not known; expected only W_enc, b_enc, W_dec, b_dec");
        assertRefused(
                t -> t.remove("b_enc"),
                "sae_weights.safetensors: tensor 'b_enc' is missing; expected W_enc, b_enc, W_dec, b_dec");
        assertRefused(
                t -> t.put("W_dec", tensor(D_MODEL, SIZE)),
                "sae_weights.safetensors: tensor 'W_dec' has the shape [5, 9]; expected [9, 5]");
    }

    @Test
    void shouldNameAMissingFile() {
        assertThatThrownBy(() -> format.read(Map.of("cfg.json", Json.write(standard()))))
                .hasMessage("file sae_weights.safetensors is missing; expected cfg.json and sae_weights.safetensors");
    }

    private void assertRefused(Consumer<Map<String, Tensor>> change, String message) {
        Map<String, Tensor> changed = new HashMap<>(tensors);
        change.accept(changed);
        assertThatThrownBy(() -> format.read(files(standard(), changed)))
                .isInstanceOf(DictionaryException.class)
                .hasMessage(message);
    }

    private static ObjectNode standard() {
        ObjectNode configuration = Json.object()
                .put("architecture", "standard")
                .put("d_in", D_MODEL)
                .put("d_sae", SIZE)
                .put("dtype", "float32")
                .put("apply_b_dec_to_input", true)
                .put("normalize_activations", "none");
        configuration
                .putObject("metadata")
                .put("hook_name", "blocks.6.hook_resid_post")
                .put("prepend_bos", true);
        return configuration;
    }

    private static Map<String, byte[]> files(ObjectNode configuration, Map<String, Tensor> tensors) {
        return Map.of(
                "cfg.json", Json.write(configuration),
                "sae_weights.safetensors", new Safetensors(tensors, Map.of()).bytes());
    }

    private double pre(float[] residual, int feature) {
        double pre = value("b_enc", feature);
        for (int i = 0; i < D_MODEL; i++) {
            pre += (residual[i] - value("b_dec", i)) * value("W_enc", i * SIZE + feature);
        }
        return pre;
    }

    private double norm(int feature) {
        double squares = 0;
        for (int i = 0; i < D_MODEL; i++) {
            squares += Math.pow(value("W_dec", feature * D_MODEL + i), 2);
        }
        return Math.sqrt(squares);
    }

    private double value(String name, int index) {
        return Objects.requireNonNull(tensors.get(name)).value(index);
    }

    private static float[] encode(Dictionary dictionary, float[] residual) {
        float[] features = new float[dictionary.size()];
        dictionary.encode(residual, 0, features);
        return features;
    }

    private Tensor tensor(int... shape) {
        int length = 1;
        for (int part : shape) {
            length *= part;
        }
        return new Tensor(DType.F32, shape, gaussian(length));
    }

    private float[] gaussian(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
