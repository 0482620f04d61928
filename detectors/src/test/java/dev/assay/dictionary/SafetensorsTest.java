package dev.assay.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsTest {

    @Test
    void shouldReadWhatTheReferenceLibraryWrote() throws IOException {
        // Given
        byte[] bytes;
        try (InputStream stream = getClass().getResourceAsStream("reference.safetensors")) {
            bytes = Objects.requireNonNull(stream).readAllBytes();
        }

        // When
        Safetensors read = Safetensors.parse("reference.safetensors", bytes);

        // Then
        assertThat(read.metadata()).isEqualTo(Map.of("made by", "safetensors 0.8.0"));
        assertThat(read.tensors()).containsOnlyKeys("half", "matrix", "empty", "scalar");
        assertThat(read.values("f", "matrix", 2, 3)).containsExactly(1, -2, 3.25f, 0.1f, 1e-30f, 3e38f);
        assertThat(read.values("f", "half", 4)).containsExactly(1.5f, -0.25f, 65504, 0x1p-24f);
        assertThat(read.values("f", "empty", 0, 3)).isEmpty();
        assertThat(read.values("f", "scalar")).containsExactly(7);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void shouldReadBackWhatItWrote(DType type) {
        // Given
        float[] values = {0, -0.0f, 1, -1.5f, 0.0078125f, 256};
        Safetensors contents = new Safetensors(
                Map.of(
                        "b",
                        new Tensor(type, new int[] {2, 3}, values),
                        "a",
                        new Tensor(type, new int[] {0}, new float[0])),
                Map.of("kind", "test"));

        // When
        Safetensors read = Safetensors.parse("f", contents.bytes());

        // Then
        assertThat(read.values("f", "b", 2, 3)).containsExactly(values);
        assertThat(read.tensors().get("a")).isNotNull().satisfies(a -> assertThat(a.shape())
                .containsExactly(0));
        assertThat(read.metadata()).isEqualTo(contents.metadata());
    }

    @Test
    void shouldWriteTheSameBytesWhateverTheOrderOfTensors() {
        // Given
        Map<String, Tensor> forward = new LinkedHashMap<>();
        Map<String, Tensor> backward = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            forward.put("t" + i, new Tensor(i % 2 == 0 ? DType.F16 : DType.F32, new int[] {1}, new float[] {i}));
            int j = 19 - i;
            backward.put("t" + j, new Tensor(j % 2 == 0 ? DType.F16 : DType.F32, new int[] {1}, new float[] {j}));
        }

        // Then
        assertThat(new Safetensors(forward, Map.of()).bytes()).isEqualTo(new Safetensors(backward, Map.of()).bytes());
    }

    @Test
    void shouldAlignHeaderAndWiderNumbers() {
        // Given
        Safetensors contents = new Safetensors(
                Map.of(
                        "a", new Tensor(DType.F16, new int[] {1}, new float[] {1}),
                        "b", new Tensor(DType.F32, new int[] {1}, new float[] {2})),
                Map.of());

        // When
        byte[] bytes = contents.bytes();

        // Then
        int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(header % 8).isZero();
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(8 + header))
                .isEqualTo(2);
    }

    @Test
    void shouldRefuseToWriteWhatTheTypeCannotHold() {
        Tensor large = new Tensor(DType.F16, new int[] {2}, new float[] {1, 70000});

        assertThatThrownBy(() -> new Safetensors(Map.of("w", large), Map.of()).bytes())
                .isInstanceOf(DictionaryException.class)
                .hasMessage("tensor 'w' has 70000.0 at 1; expected a finite number that F16 can hold");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'w':{'dtype':'I64','shape':[1],'data_offsets':[0,8]}} | 8"
                        + " | f: tensor 'w' has dtype 'I64'; expected one of [F32, F16, BF16]",
                "{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}} | 4"
                        + " | f: tensor 'w' has data_offsets [0, 4]; expected 8 bytes for the shape [2] of F32",
                "{'w':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}} | 4"
                        + " | f: tensor 'w' has data_offsets [4, 0]; expected [begin, end] with 0 <= begin <= end",
                "{'w':{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}} | 4"
                        + " | f: tensor 'w' has data_offsets [-4, 0]; expected [begin, end] with 0 <= begin <= end",
                "{'w':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | 4"
                        + " | f: tensor 'w' has shape [-1]; expected lengths of 0 or more, at most 2147483647 elements"
                        + " together",
                "{'w':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,0]}} | 0"
                        + " | f: tensor 'w' has shape [65536, 65536]; expected lengths of 0 or more, at most 2147483647"
                        + " elements together",
                "{'w':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | 4"
                        + " | f: tensor 'w' has data_offsets [0, 8]; expected to begin at 0, where the tensor before"
                        + " ends, and to end by 4, where the file does",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':"
                        + "[4,12]}} | 12 | f: tensor 'b' has data_offsets [4, 12]; expected to begin at 8, where the"
                        + " tensor before ends, and to end by 12, where the file does",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':"
                        + "[8,12]}} | 12 | f: tensor 'b' has data_offsets [8, 12]; expected to begin at 4, where the"
                        + " tensor before ends, and to end by 12, where the file does",
                "{'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | 5"
                        + " | f: data has 5 bytes; expected 4, where the last tensor ends",
                "{'w':{'dtype':'F32','shape':[1]}} | 4"
                        + " | f header: w.data_offsets is missing; expected an array of 64-bit integers",
                "{'w':{'dtype':'F32','shape':[1],'data_offsets':[0,4],'x':1}} | 4"
                        + " | f header: w.x is not known; expected only data_offsets, dtype, shape",
                "{'w':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}} | 4"
                        + " | f header: w.shape is [1.5]; expected an array of 64-bit integers",
                "{'__metadata__':{'a':1}} | 0 | f header: __metadata__.a is 1; expected a string",
                "[] | 0 | f header is not a JSON object; expected one",
            })
    void shouldRefuseAHeaderThatDoesNotHold(String header, int dataBytes, String message) {
        assertThatThrownBy(() -> Safetensors.parse("f", file(header.replace('\'', '"'), dataBytes)))
                .isInstanceOf(DictionaryException.class)
                .hasMessage(message);
    }

    @Test
    void shouldRefuseATensorThatIsThereTwice() {
        String entry = "\"w\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}";

        assertThatThrownBy(() -> Safetensors.parse("f", file("{" + entry + "," + entry + "}", 0)))
                .isInstanceOf(DictionaryException.class)
                .hasMessageContaining("Duplicate field 'w'");
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807", "-1", "1000000000", "100", "1", "0"})
    void shouldRefuseAHeaderLengthThatLeavesTheFile(long length) {
        byte[] bytes = file("{}", 0);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);

        assertThatThrownBy(() -> Safetensors.parse("f", bytes))
                .isInstanceOf(DictionaryException.class)
                .hasMessage("f: header length is " + Long.toUnsignedString(length) + "; expected 2 to 2 bytes");
    }

    @Test
    void shouldNeverFailOtherwiseOnDamagedFiles() {
        // Given
        byte[] whole = new Safetensors(
                        Map.of("w", new Tensor(DType.F32, new int[] {2, 2}, new float[] {1, 2, 3, 4})),
                        Map.of("k", "v"))
                .bytes();
        long seed = 5;
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int flips = random.nextInt(3); flips >= 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }

            // When
            Throwable thrown = catchThrowable(() -> Safetensors.parse("f", damaged));

            // Then
            if (thrown != null) {
                assertThat(thrown).as("seed %d, round %d", seed, round).isInstanceOf(DictionaryException.class);
            }
        }
    }

    @Test
    void shouldNameATensorOfAnotherShape() {
        Safetensors contents =
                new Safetensors(Map.of("w", new Tensor(DType.F32, new int[] {2}, new float[2])), Map.of());

        assertThatThrownBy(() -> contents.values("f", "w", 3))
                .hasMessage("f: tensor 'w' has the shape [2]; expected [3]");
        assertThatThrownBy(() -> contents.values("f", "v", 3))
                .hasMessage("f: tensor 'v' is missing; expected it with the shape [3]");
        assertThatThrownBy(() -> contents.requireNames("f", "v", "w"))
                .hasMessage("f: tensor 'v' is missing; expected v, w");
        assertThatThrownBy(() -> contents.requireNames("f", "v"))
                .hasMessage("f: tensor 'w' is not known; expected only v");
    }

    private static byte[] file(String header, int dataBytes) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }
}
