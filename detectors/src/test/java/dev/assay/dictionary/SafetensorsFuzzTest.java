package dev.assay.dictionary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.fuzz.Mutations;
import dev.assay.fuzz.Untrusted;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsFuzzTest {

    static Stream<byte[]> seeds() {
        Tensor matrix = new Tensor(DType.F32, new int[] {2, 2}, new float[] {1, -2, 0.5f, Float.MIN_VALUE});
        Tensor halves = new Tensor(DType.F16, new int[] {3}, new float[] {1, -0f, 0x1p-24f});
        Tensor brains = new Tensor(DType.BF16, new int[] {1, 1}, new float[] {-3});
        Tensor nothing = new Tensor(DType.F32, new int[] {0}, new float[0]);
        return Stream.of(
                new Safetensors(Map.of("a", matrix), Map.of()).bytes(),
                new Safetensors(Map.of("a", halves, "b", brains, "c", nothing), Map.of("format", "pt")).bytes(),
                file("{}", 0),
                file("{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}", 4),
                file("{\"a\":{\"dtype\":\"F32\",\"shape\":[536870912],\"data_offsets\":[0,2147483648]}}", 4),
                file("{\"a\":{\"dtype\":\"F16\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}", 0),
                file("{\"a\":{\"dtype\":\"F32\",\"shape\":[0,9223372036854775807],\"data_offsets\":[0,0]}}", 0),
                file("{\"a\":" + "[".repeat(2_000), 0),
                file("{\"a\":1e999999999}", 0),
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(Long.MIN_VALUE)
                        .array());
    }

    @MethodSource("seeds")
    @DictionaryEntries({"dtype", "shape", "data_offsets", "__metadata__", "F32", "F16", "BF16", "-1", "2147483648"})
    @FuzzTest
    void shouldReadTensorsOrSayWhatIsWrong(byte[] input) {
        Safetensors read = Untrusted.read(DictionaryException.class, () -> Safetensors.parse("file", input));
        if (read == null) {
            return;
        }
        byte[] written = Untrusted.read(DictionaryException.class, read::bytes); // refuses what is not finite
        if (written != null) {
            Safetensors again = Safetensors.parse("written", written);
            assertThat(again.bytes()).isEqualTo(written);
            assertThat(again.metadata()).isEqualTo(read.metadata());
            assertThat(again.tensors().keySet()).isEqualTo(read.tensors().keySet());
        }
    }

    @Test
    void shouldDoSoWithWhatLooksLikeTheSeeds() {
        Mutations.check(SafetensorsFuzzTest.class, seeds(), this::shouldReadTensorsOrSayWhatIsWrong);
    }

    private static byte[] file(String header, int dataBytes) {
        byte[] json = header.getBytes(UTF_8);
        return ByteBuffer.allocate(Long.BYTES + json.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }
}
